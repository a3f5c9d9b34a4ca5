using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    /// <summary>What was set last.</summary>
    public DesiredConfiguration? Desired { get; set; }

    public ConfigurationStatus ConfigurationStatus { get; set; } = new();

    public Task<ConfigurationStatus> SetDesiredConfigurationAsync(DesiredConfiguration configuration, CancellationToken cancellationToken)
    {
        Desired = configuration;
        return Task.FromResult(ConfigurationStatus);
    }

    public Task<DesiredConfiguration?> GetDesiredConfigurationAsync(CancellationToken cancellationToken) => Task.FromResult(Desired);

    public Task<bool> ClearDesiredConfigurationAsync(CancellationToken cancellationToken)
    {
        var was = Desired is not null;
        Desired = null;
        return Task.FromResult(was);
    }

    public Task<ConfigurationStatus> GetConfigurationStatusAsync(CancellationToken cancellationToken) => Task.FromResult(ConfigurationStatus);
}
