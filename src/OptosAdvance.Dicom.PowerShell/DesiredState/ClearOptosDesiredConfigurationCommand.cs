using System.Management.Automation;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Ends holding a configuration document in force.</summary>
/// <remarks>The configuration stays as it is. Nothing happens when there is no desired configuration.</remarks>
/// <example>
/// <code>Clear-OptosDesiredConfiguration</code>
/// <para>From now on the host neither reports nor puts back drift.</para>
/// </example>
/// <example>
/// <code>Clear-OptosDesiredConfiguration -WhatIf</code>
/// <para>Shows what document would not be held in force any more.</para>
/// </example>
[Cmdlet(VerbsCommon.Clear, "OptosDesiredConfiguration", SupportsShouldProcess = true)]
public sealed class ClearOptosDesiredConfigurationCommand : OptosCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var configuration = await control.GetDesiredConfigurationAsync(StopToken);
        if (configuration is null)
        {
            WriteVerbose("There is no desired configuration.");
        }

        if (ShouldProcess(configuration?.Source.Path ?? EffectiveDataPath, "Clear the desired configuration"))
        {
            await control.ClearDesiredConfigurationAsync(StopToken);
        }
    }
}
