namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public Task<DeliveryStatus> GetAuditStatusAsync(CancellationToken cancellationToken) =>
        CallAsync<DeliveryStatus>(nameof(GetAuditStatusAsync), cancellationToken);

    public Task<AuditTestResult> TestAuditAsync(CancellationToken cancellationToken) =>
        CallAsync<AuditTestResult>(nameof(TestAuditAsync), cancellationToken);
}
