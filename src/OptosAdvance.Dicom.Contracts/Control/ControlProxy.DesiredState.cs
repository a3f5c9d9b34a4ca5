namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public Task<DesiredStateResult> TestDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken) =>
        CallAsync<DesiredStateResult>(nameof(TestDesiredStateAsync), cancellationToken, request);

    public Task<DesiredStateResult> ApplyDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken) =>
        CallAsync<DesiredStateResult>(nameof(ApplyDesiredStateAsync), cancellationToken, request);

    public Task<ConfigurationStatus> SetDesiredConfigurationAsync(DesiredConfiguration configuration, CancellationToken cancellationToken) =>
        CallAsync<ConfigurationStatus>(nameof(SetDesiredConfigurationAsync), cancellationToken, configuration);

    public Task<DesiredConfiguration?> GetDesiredConfigurationAsync(CancellationToken cancellationToken) =>
        CallAsync<DesiredConfiguration?>(nameof(GetDesiredConfigurationAsync), cancellationToken);

    public Task<bool> ClearDesiredConfigurationAsync(CancellationToken cancellationToken) =>
        CallAsync<bool>(nameof(ClearDesiredConfigurationAsync), cancellationToken);

    public Task<ConfigurationStatus> GetConfigurationStatusAsync(CancellationToken cancellationToken) =>
        CallAsync<ConfigurationStatus>(nameof(GetConfigurationStatusAsync), cancellationToken);
}
