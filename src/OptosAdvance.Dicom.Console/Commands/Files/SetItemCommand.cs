using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gives an item of a provider (a variable, a function, an environment variable) a value.</summary>
[Cmdlet(VerbsCommon.Set, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class SetItemCommand : PathCommand
{
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            Attempt("SetItemError", path, () =>
            {
                var set = InvokeProvider.Item.Set([path], Value, Force, IsLiteral);
                if (PassThru)
                {
                    WriteObject(set, enumerateCollection: true);
                }
            });
        }
    }
}
