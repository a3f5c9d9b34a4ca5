using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Makes a file, a folder, a link or an item of another provider.</summary>
[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "pathSet")]
internal sealed class NewItemCommand : PathCommand
{
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "pathSet", ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "nameSet", ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "nameSet", ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? ItemType { get; set; }

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            var target = Unresolved(string.IsNullOrEmpty(Name) ? path : SessionState.Path.Combine(path, Name));
            Attempt("NewItemIOError", target, () => Make(path, target));
        }
    }

    private void Make(string path, string target)
    {
        var isFileSystem = IsFileSystem(path);
        if (Force && isFileSystem)
        {
            if (!ShouldProcess($"Destination: {target}", $"Create {ItemType ?? "File"}"))
            {
                return;
            }

            // -Force makes the folders above, too, as the file system's provider does for the real command.
            System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            if (IsFile() && File.Exists(target))
            {
                File.WriteAllText(target, Value?.ToString() ?? "");
                WriteObject(InvokeProvider.Item.Get([target], force: true, literalPath: true), enumerateCollection: true);
                return;
            }

            if (!IsFile() && System.IO.Directory.Exists(target))
            {
                WriteObject(InvokeProvider.Item.Get([target], force: true, literalPath: true), enumerateCollection: true);
                return;
            }
        }

        // An empty type means File to the real command; the provider would take it for any.
        var type = string.IsNullOrEmpty(ItemType) ? (isFileSystem ? "File" : "") : ItemType;
        var value = Value is PSObject wrapped ? wrapped.BaseObject : Value;
        WriteObject(InvokeProvider.Item.New(path, Name ?? "", type, value), enumerateCollection: true);
    }

    private bool IsFile() => string.IsNullOrEmpty(ItemType) || "file".StartsWith(ItemType, StringComparison.OrdinalIgnoreCase);
}
