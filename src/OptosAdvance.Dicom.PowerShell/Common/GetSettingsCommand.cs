using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Reads one section of the configuration.</summary>
/// <typeparam name="T">Type of the section.</typeparam>
public abstract class GetSettingsCommand<T> : OptosCmdlet
    where T : class, new()
{
    private protected abstract T Section(ApplianceConfiguration configuration);

    /// <summary>How it stands with what the section configures, shown as its property Status; null where there is nothing to say.</summary>
    private protected virtual Task<object?> StatusAsync(IOptosControl control) => Task.FromResult<object?>(null);

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var section = new PSObject(Section(await control.GetConfigurationAsync(StopToken)));
        if (await StatusAsync(control) is { } status)
        {
            section.Properties.Add(new PSNoteProperty("Status", status));
        }

        WriteObject(section);
    }
}
