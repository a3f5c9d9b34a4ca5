using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Makes a variable; an error when it is there already.</summary>
[Cmdlet(VerbsCommon.New, "Variable", SupportsShouldProcess = true)]
internal sealed class NewVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public object? Value { get; set; }

    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var isThere = EngineInternals.Variables(SessionState, Scope ?? "Local")
            .Any(known => known.Name.Equals(Name, StringComparison.OrdinalIgnoreCase));
        if (isThere && !Force)
        {
            WriteError(new ErrorRecord(
                new SessionStateException($"A variable with name '{Name}' already exists."),
                "NewVariable", ErrorCategory.ResourceExists, Name));
            return;
        }

        if (ShouldProcess($"Name: {Name} Value: {Value}", "New variable"))
        {
            var variable = new PSVariable(Name, Value, Option);
            EngineInternals.SetVariable(SessionState, variable, Scope, Force);
            if (PassThru)
            {
                WriteObject(variable);
            }
        }
    }
}
