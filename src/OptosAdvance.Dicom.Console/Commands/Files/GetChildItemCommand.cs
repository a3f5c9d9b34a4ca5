using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Lists what is in a folder or another container.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Path")]
internal sealed class GetChildItemCommand : PathCommand
{
    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    [Alias("s")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint? Depth { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    [Parameter]
    [Alias("ad")]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    [Alias("af")]
    public SwitchParameter File { get; set; }

    [Parameter]
    [Alias("ah", "h")]
    public SwitchParameter Hidden { get; set; }

    protected override void ProcessRecord()
    {
        var filter = new NameFilter(Filter, Include, Exclude);
        foreach (var path in Paths)
        {
            Attempt("GetChildItemError", path, () => List(path, filter));
        }
    }

    private void List(string path, NameFilter filter)
    {
        var provided = IsFileSystem(path);
        var root = provided ? Unresolved(path) : "";
        var depth = Depth ?? (Recurse ? uint.MaxValue : 0);
        foreach (var item in InvokeProvider.ChildItem.Get([path], depth > 0, depth, Force || Hidden, IsLiteral))
        {
            if (Stopping)
            {
                return;
            }

            var name = item.Properties["PSChildName"]?.Value?.ToString() ?? item.ToString();
            if (!filter.Allows(name) || !IsWanted(item))
            {
                continue;
            }

            if (!Name)
            {
                WriteObject(item);
            }
            else
            {
                WriteObject(depth > 0 && item.BaseObject is FileSystemInfo file ? System.IO.Path.GetRelativePath(root, file.FullName) : name);
            }
        }
    }

    private bool IsWanted(PSObject item)
    {
        var isContainer = item.Properties["PSIsContainer"]?.Value is true;
        return !(Directory && !File && !isContainer)
            && !(File && !Directory && isContainer)
            && !(Hidden && item.BaseObject is FileSystemInfo file && (file.Attributes & FileAttributes.Hidden) == 0);
    }
}
