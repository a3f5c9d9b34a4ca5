using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the configuration document that the host holds in force.</summary>
/// <remarks>Nothing is returned when there is none. The values of its parameters are not shown.</remarks>
/// <example>
/// <code>Get-OptosDesiredConfiguration</code>
/// <para>Shows what the host holds in force, how, and who set it.</para>
/// </example>
/// <example>
/// <code>(Get-OptosDesiredConfiguration).Source.Text | Set-Content ./site.dsc.yaml</code>
/// <para>Writes the document to a file.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosDesiredConfiguration")]
[OutputType(typeof(DesiredConfiguration))]
public sealed class GetOptosDesiredConfigurationCommand : OptosCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        if (await control.GetDesiredConfigurationAsync(StopToken) is { } configuration)
        {
            WriteObject(configuration);
        }
    }
}
