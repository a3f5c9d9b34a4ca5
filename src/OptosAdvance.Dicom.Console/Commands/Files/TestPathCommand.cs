using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Says whether there is something at a path.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
internal sealed class TestPathCommand : PathCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public override string[]? Path { get; set; }

    [Parameter]
    [Alias("Type")]
    [ValidateSet("Any", "Container", "Leaf", IgnoreCase = true)]
    public string PathType { get; set; } = "Any";

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            if (path is null)
            {
                WriteError(new ErrorRecord(
                    new PSArgumentNullException(nameof(Path)), "NullPathNotPermitted", ErrorCategory.InvalidArgument, null));
                continue;
            }

            WriteObject(!string.IsNullOrWhiteSpace(path) && (IsValid ? IsValidPath(path) : IsThere(path)));
        }
    }

    private bool IsThere(string path)
    {
        try
        {
            if (!InvokeProvider.Item.Exists(path, force: true, IsLiteral))
            {
                return false;
            }

            return PathType.ToUpperInvariant() switch
            {
                "CONTAINER" => IsContainer(path),
                "LEAF" => !IsContainer(path),
                _ => true,
            };
        }
        catch (RuntimeException)
        {
            // A drive or a provider that does not exist holds nothing.
            return false;
        }
    }

    private bool IsContainer(string path) =>
        IsLiteral && IsFileSystem(path) ? System.IO.Directory.Exists(Unresolved(path)) : InvokeProvider.Item.IsContainer(path);

    private bool IsValidPath(string path)
    {
        try
        {
            return Unresolved(path).IndexOfAny(System.IO.Path.GetInvalidPathChars()) < 0;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }
}
