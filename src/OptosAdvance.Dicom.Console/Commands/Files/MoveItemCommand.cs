using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Moves files and folders.</summary>
[Cmdlet(VerbsCommon.Move, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class MoveItemCommand : PathCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter(Position = 1)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            foreach (var resolved in Resolve(path, out _))
            {
                Attempt("MoveItemIOError", resolved, () =>
                {
                    var moved = InvokeProvider.Item.Move([resolved], Destination, Force, literalPath: true);
                    if (PassThru)
                    {
                        WriteObject(moved, enumerateCollection: true);
                    }
                });
            }
        }
    }
}
