using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : IAuditWire
{
    public Task<DeliveryStatus> GetAuditStatusAsync(CancellationToken cancellationToken) => control.GetAuditStatusAsync(cancellationToken);

    public Task<AuditTestResult> TestAuditAsync(CancellationToken cancellationToken) => control.TestAuditAsync(cancellationToken);
}
