using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Tests whether the appliance is as a configuration document wants it.</summary>
/// <remarks>
/// The document is a DSC v3 configuration document. All of it is checked first; everything that is wrong with it is one error with
/// a line for each. Only properties that the document gives are compared, by meaning: 5% is 5.0 %, blanks around an AE title and the
/// case of host names do not matter. The host compares secrets without showing them. Nothing is changed.
/// </remarks>
/// <example>
/// <code>Test-OptosConfiguration ./site.dsc.yaml</code>
/// <para>Shows whether the appliance is as the document wants it, and each property that is not.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-OptosConfiguration ./site.dsc.yaml -Parameters @{ site = 'Bern' }).InDesiredState) { 'drifted' }</code>
/// <para>Gives a parameter of the document a value, and acts on the outcome.</para>
/// </example>
/// <example>
/// <code>(Test-OptosConfiguration ./site.dsc.yaml).Differences | Format-Table Resource, Property, Desired, Actual, Line</code>
/// <para>Lists the properties that are not as wanted, with the line of the document that wants them.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OptosConfiguration")]
[OutputType(typeof(DesiredStateResult))]
public sealed class TestOptosConfigurationCommand : DocumentCmdlet
{
    /// <inheritdoc/>
    protected override Task ProcessAsync() => TryAsync(Path, async () =>
    {
        var document = await EvaluateAsync(ReadSource());
        var control = await ControlAsync();
        WriteObject(await control.TestDesiredStateAsync(new DesiredStateRequest { Resources = document.Resources }, StopToken));
    });
}
