using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Copies files and folders.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class CopyItemCommand : PathCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter(Position = 1)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; } = true;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        var filter = new NameFilter(Filter, Include, Exclude);
        foreach (var path in Paths)
        {
            foreach (var resolved in Resolve(path, out _))
            {
                if (filter.Allows(SessionState.Path.ParseChildName(resolved)))
                {
                    Attempt("CopyError", resolved, () => Copy(resolved));
                }
            }
        }
    }

    private void Copy(string source)
    {
        var copies = InvokeProvider.Item.Copy(
            [source], Destination, Recurse, Container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer, Force, literalPath: true);
        if (PassThru)
        {
            WriteObject(copies, enumerateCollection: true);
        }
    }
}
