using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Reads one section of the configuration.</summary>
/// <typeparam name="T">Type of the section.</typeparam>
public abstract class GetSettingsCommand<T> : OptosCmdlet
    where T : class, new()
{
    private protected abstract T Section(ApplianceConfiguration configuration);

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        WriteObject(Section(await control.GetConfigurationAsync(StopToken)));
    }
}
