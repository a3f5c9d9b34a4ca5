namespace OptosAdvance.Dicom.Contracts;

/// <summary>Audit messages, as they travel.</summary>
internal interface IAuditWire
{
    Task<DeliveryStatus> GetAuditStatusAsync(CancellationToken cancellationToken);

    Task<AuditTestResult> TestAuditAsync(CancellationToken cancellationToken);
}
