using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the host answers to one caller about desired state.</summary>
internal sealed class DesiredStateControl(ControlCaller caller, DesiredStateApplier applier, ConfigurationEnforcer enforcer) : IDesiredStateWire
{
    public Task<DesiredStateResult> TestDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(applier.Test(request.Resources));

    public Task<DesiredStateResult> ApplyDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken) =>
        applier.ApplyAsync(request.Resources, caller.UserName, request.Origin, cancellationToken);

    public Task<ConfigurationStatus> SetDesiredConfigurationAsync(DesiredConfiguration configuration, CancellationToken cancellationToken) =>
        enforcer.SetAsync(configuration, caller.UserName, cancellationToken);

    public Task<DesiredConfiguration?> GetDesiredConfigurationAsync(CancellationToken cancellationToken) => Task.FromResult(enforcer.Held);

    public Task<bool> ClearDesiredConfigurationAsync(CancellationToken cancellationToken) => enforcer.ClearAsync(caller.UserName, cancellationToken);

    public Task<ConfigurationStatus> GetConfigurationStatusAsync(CancellationToken cancellationToken) => Task.FromResult(enforcer.Status);
}
