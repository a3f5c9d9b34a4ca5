namespace OptosAdvance.Dicom.Contracts;

/// <summary>Desired state as it travels.</summary>
internal interface IDesiredStateWire
{
    Task<DesiredStateResult> TestDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken);

    Task<DesiredStateResult> ApplyDesiredStateAsync(DesiredStateRequest request, CancellationToken cancellationToken);

    Task<ConfigurationStatus> SetDesiredConfigurationAsync(DesiredConfiguration configuration, CancellationToken cancellationToken);

    Task<DesiredConfiguration?> GetDesiredConfigurationAsync(CancellationToken cancellationToken);

    Task<bool> ClearDesiredConfigurationAsync(CancellationToken cancellationToken);

    Task<ConfigurationStatus> GetConfigurationStatusAsync(CancellationToken cancellationToken);
}
