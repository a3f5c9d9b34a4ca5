using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gives variables a value, making those that are not there.</summary>
[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
internal sealed class SetVariableCommand : VariableCommand
{
    private readonly List<object?> values = [];

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public object? Value { get; set; }

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Value)))
        {
            values.Add(Value);
        }
    }

    protected override void EndProcessing()
    {
        object? value = values.Count > 1 ? values.ToArray() : values.FirstOrDefault();
        foreach (var name in Name.Where(name => ShouldProcess($"Name: {name} Value: {value}", "Set variable")))
        {
            var variable = new PSVariable(name, value, Option);
            EngineInternals.SetVariable(SessionState, variable, Scope, Force);
            if (PassThru)
            {
                WriteObject(variable);
            }
        }
    }
}
