using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : IDesiredStateWire
{
    public Task<DesiredStateResult> TestDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken) =>
        control.TestDesiredStateAsync(request, cancellationToken);

    public Task<DesiredStateResult> ApplyDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken) =>
        control.ApplyDesiredStateAsync(request, cancellationToken);

    public Task<ConfigurationStatus> SetDesiredConfigurationAsync(DesiredConfiguration configuration, CancellationToken cancellationToken) =>
        control.SetDesiredConfigurationAsync(configuration, cancellationToken);

    public Task<DesiredConfiguration?> GetDesiredConfigurationAsync(CancellationToken cancellationToken) => control.GetDesiredConfigurationAsync(cancellationToken);

    public Task<bool> ClearDesiredConfigurationAsync(CancellationToken cancellationToken) => control.ClearDesiredConfigurationAsync(cancellationToken);

    public Task<ConfigurationStatus> GetConfigurationStatusAsync(CancellationToken cancellationToken) => control.GetConfigurationStatusAsync(cancellationToken);
}
