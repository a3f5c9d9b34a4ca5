using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Ends the running test as skipped or inconclusive.</summary>
[Cmdlet(VerbsCommon.Set, "ItResult")]
internal sealed class SetItResultCommand : PSCmdlet
{
    public const string SkippedId = "PesterTestSkipped";
    public const string InconclusiveId = "PesterTestInconclusive";

    [Parameter(Mandatory = true, ParameterSetName = "Skipped")]
    public SwitchParameter Skipped { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Inconclusive")]
    public SwitchParameter Inconclusive { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void EndProcessing() => ThrowTerminatingError(new ErrorRecord(
        new PesterAssertionException(Because ?? ""), Skipped ? SkippedId : InconclusiveId, ErrorCategory.InvalidResult, null));
}
