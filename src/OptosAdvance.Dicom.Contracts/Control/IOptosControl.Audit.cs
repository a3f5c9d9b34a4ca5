namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>How it stands with audit messages.</summary>
    Task<DeliveryStatus> GetAuditStatusAsync(CancellationToken cancellationToken);

    /// <summary>Sends a test message to the receiver of audit messages now and says how it went; a failure is a result, no error.</summary>
    Task<AuditTestResult> TestAuditAsync(CancellationToken cancellationToken);
}
