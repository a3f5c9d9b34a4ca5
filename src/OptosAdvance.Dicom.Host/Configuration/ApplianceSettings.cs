using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Holds the configuration in force. Only <see cref="ConfigurationService"/> replaces it.</summary>
internal sealed class ApplianceSettings(ApplianceConfiguration initial) : IApplianceSettings
{
    private volatile ApplianceConfiguration _current = initial;

    public ApplianceConfiguration Current => _current;

    public void Replace(ApplianceConfiguration configuration) => _current = configuration;
}
