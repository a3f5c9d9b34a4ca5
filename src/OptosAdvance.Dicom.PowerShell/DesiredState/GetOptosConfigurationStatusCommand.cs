using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets how the appliance stands to its desired configuration.</summary>
/// <remarks>Drift lists the properties that are not as wanted now, History those that were: since when, who changed them, and what was done.</remarks>
/// <example>
/// <code>Get-OptosConfigurationStatus</code>
/// <para>Shows whether the appliance is as its document wants it, and what has drifted.</para>
/// </example>
/// <example>
/// <code>(Get-OptosConfigurationStatus).History | Format-Table Since, Resource, Property, Desired, Actual, ChangedBy, Action</code>
/// <para>Lists drift that is over.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosConfigurationStatus")]
[OutputType(typeof(ConfigurationStatus))]
public sealed class GetOptosConfigurationStatusCommand : OptosCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var status = await control.GetConfigurationStatusAsync(StopToken);
        if (status.SourceProblem is not null)
        {
            WriteWarning(status.SourceProblem);
        }

        WriteObject(status);
    }
}
