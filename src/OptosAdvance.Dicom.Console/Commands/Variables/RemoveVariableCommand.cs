using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Removes variables.</summary>
[Cmdlet(VerbsCommon.Remove, "Variable", SupportsShouldProcess = true)]
internal sealed class RemoveVariableCommand : VariableCommand
{
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var variable in Find(errorWhenMissing: true).Where(variable => ShouldProcess($"Name: {variable.Name}", "Remove variable")))
        {
            try
            {
                EngineInternals.RemoveVariable(SessionState, variable, Scope, Force);
            }
            catch (SessionStateException problem)
            {
                WriteError(new ErrorRecord(problem.ErrorRecord, problem));
            }
        }
    }
}
