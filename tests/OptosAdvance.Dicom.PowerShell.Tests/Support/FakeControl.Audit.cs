using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    public DeliveryStatus AuditStatus { get; set; } = new();

    public AuditTestResult AuditResult { get; set; } = new() { Success = true };

    public Task<DeliveryStatus> GetAuditStatusAsync(CancellationToken cancellationToken) => Task.FromResult(AuditStatus);

    public Task<AuditTestResult> TestAuditAsync(CancellationToken cancellationToken) => Task.FromResult(AuditResult);
}
