using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Takes a path apart.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = "Parent")]
internal sealed class SplitPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "Parent")]
    public SwitchParameter Parent { get; set; }

    [Parameter(ParameterSetName = "Leaf", Mandatory = true)]
    public SwitchParameter Leaf { get; set; }

    [Parameter(ParameterSetName = "LeafBase", Mandatory = true)]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(ParameterSetName = "Extension", Mandatory = true)]
    public SwitchParameter Extension { get; set; }

    [Parameter(ParameterSetName = "Qualifier", Mandatory = true)]
    public SwitchParameter Qualifier { get; set; }

    [Parameter(ParameterSetName = "NoQualifier", Mandatory = true)]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(ParameterSetName = "IsAbsolute", Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var resolved = Resolve ? SessionState.Path.GetResolvedPSPathFromPSPath(path).Select(known => known.Path) : [path];
            foreach (var part in resolved.Select(Part))
            {
                WriteObject(part);
            }
        }
    }

    private object Part(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        switch (ParameterSetName)
        {
            case "Leaf":
                return SessionState.Path.ParseChildName(path);
            case "LeafBase":
                return System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path));
            case "Extension":
                return System.IO.Path.GetExtension(path);
            case "Qualifier" when colon < 0:
                throw new PSArgumentException($"Cannot parse path because path '{path}' does not have a qualifier specified.");
            case "Qualifier":
                return path[..(colon + 1)];
            case "NoQualifier":
                return path[(colon + 1)..];
            case "IsAbsolute":
                return SessionState.Path.IsPSAbsolute(path, out _);
            default:
                return SessionState.Path.ParseParent(path, "");
        }
    }
}
