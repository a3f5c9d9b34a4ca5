using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Empties variables and keeps them.</summary>
[Cmdlet(VerbsCommon.Clear, "Variable", SupportsShouldProcess = true)]
internal sealed class ClearVariableCommand : VariableCommand
{
    protected override void ProcessRecord()
    {
        foreach (var variable in Find(errorWhenMissing: true).Where(variable => ShouldProcess($"Name: {variable.Name}", "Clear variable")))
        {
            variable.Value = null;
        }
    }
}
