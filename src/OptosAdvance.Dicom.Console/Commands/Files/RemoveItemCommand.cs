using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Removes files, folders and items of other providers.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class RemoveItemCommand : PathCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var filter = new NameFilter(Filter, Include, Exclude);
        foreach (var path in Paths)
        {
            foreach (var resolved in Resolve(path, out var provider))
            {
                if (filter.Allows(SessionState.Path.ParseChildName(resolved)))
                {
                    var item = provider.Name == "FileSystem" ? resolved : $"{provider.Name}::{resolved}";
                    Attempt("RemoveItemError", resolved, () => Remove(item, resolved, provider));
                }
            }
        }
    }

    private void Remove(string item, string resolved, ProviderInfo provider)
    {
        // For everything but folders the provider itself asks for confirmation.
        var isFolder = provider.Name == "FileSystem" && System.IO.Directory.Exists(resolved);
        if (isFolder && !ShouldProcess(resolved, "Remove Directory"))
        {
            return;
        }

        if (isFolder && !Recurse && System.IO.Directory.EnumerateFileSystemEntries(resolved).Any()
            && !ShouldContinue(
                $"The item at {resolved} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?",
                "Confirm"))
        {
            return;
        }

        if (isFolder)
        {
            RemoveFolder(new DirectoryInfo(resolved));
            return;
        }

        if (provider.Name == "FileSystem" && !Force && (File.GetAttributes(resolved) & FileAttributes.ReadOnly) != 0)
        {
            throw new IOException($"You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only: '{resolved}'.");
        }

        InvokeProvider.Item.Remove([item], Recurse, Force, literalPath: true);
    }

    private void RemoveFolder(DirectoryInfo folder)
    {
        if (folder.LinkTarget is null)
        {
            foreach (var entry in Force ? folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories) : [])
            {
                entry.Attributes &= ~FileAttributes.ReadOnly;
            }
        }

        // A link to a folder is removed, never what it points to.
        folder.Delete(recursive: folder.LinkTarget is null);
    }
}
