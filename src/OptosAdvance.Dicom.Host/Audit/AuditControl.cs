using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the host answers about audit messages.</summary>
internal sealed class AuditControl(ControlCaller caller, AuditService audit, AuditTest test) : IAuditWire
{
    public Task<DeliveryStatus> GetAuditStatusAsync(CancellationToken cancellationToken) => audit.GetStatusAsync(cancellationToken);

    public Task<AuditTestResult> TestAuditAsync(CancellationToken cancellationToken) => test.TestAsync(caller.UserName, cancellationToken);
}
