using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Puts the parts of a path together.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
internal sealed class JoinPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? ChildPath { get; set; }

    [Parameter(Position = 2, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? AdditionalChildPath { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var joined = (AdditionalChildPath ?? []).Prepend(ChildPath).Aggregate(path, Combine);
            if (!Resolve)
            {
                WriteObject(joined);
                continue;
            }

            try
            {
                WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath(joined).Select(resolved => resolved.Path), enumerateCollection: true);
            }
            catch (ItemNotFoundException problem)
            {
                WriteError(new ErrorRecord(problem.ErrorRecord, problem));
            }
        }
    }

    private string Combine(string parent, string? child)
    {
        var hasDrive = SessionState.Path.IsPSAbsolute(parent, out var drive) && drive.Length > 1
            && SessionState.Drive.GetAll().All(known => !known.Name.Equals(drive, StringComparison.OrdinalIgnoreCase));
        // A drive that does not exist here may still be joined as text.
        return hasDrive
            ? parent.TrimEnd('/', '\\') + System.IO.Path.DirectorySeparatorChar + child?.TrimStart('/', '\\')
            : SessionState.Path.Combine(parent, child ?? "");
    }
}
