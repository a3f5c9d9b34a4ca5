using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Remembers the location and goes to another.</summary>
[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = "Path")]
internal sealed class PushLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public string StackName { get; set; } = "";

    protected override void ProcessRecord()
    {
        SessionState.Path.PushCurrentLocation(StackName);
        var path = LiteralPath is not null ? WildcardPattern.Escape(LiteralPath) : Path;
        if (path is null)
        {
            return;
        }

        try
        {
            SessionState.Path.SetLocation(path);
        }
        catch (RuntimeException problem)
        {
            SessionState.Path.PopLocation(StackName);
            WriteError(new ErrorRecord(problem.ErrorRecord, problem));
        }
    }
}
