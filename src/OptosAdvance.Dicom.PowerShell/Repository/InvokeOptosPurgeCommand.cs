using System.Diagnostics;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Purges the oldest studies now, or shows which would go and why each other one would not.</summary>
/// <remarks>
/// The host purges by itself when free space falls below the low watermark and the processors are idle enough. This command does the same at once: studies that
/// were last used longest ago go first, batch by batch, until the high watermark is reached, no more than ProtectedStudies are left, or none is left that
/// may go. A study is used when an instance of it is stored or it is exported, sent or retrieved. Protected studies, studies that a job still needs and,
/// as PurgePolicy says, studies that are not committed never go, with -Force neither. A study that cannot be deleted is set aside and tried again after an hour.
/// Every study that goes is a row of the activity log. Ctrl+C ends the purge after the batch that is being deleted.
/// </remarks>
/// <example>
/// <code>Invoke-OptosPurge -WhatIf</code>
/// <para>Lists every study, oldest first, with what a purge would do with it and why. Nothing is deleted.</para>
/// </example>
/// <example>
/// <code>Invoke-OptosPurge</code>
/// <para>Purges if free space is below the low watermark and the processors are idle enough; says why not otherwise.</para>
/// </example>
/// <example>
/// <code>Invoke-OptosPurge -Force</code>
/// <para>Purges up to the high watermark, although the low one is not reached and however busy the machine is.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "OptosPurge", SupportsShouldProcess = true)]
[OutputType(typeof(PurgeResult))]
[OutputType(typeof(PurgeEvent))]
public sealed class InvokeOptosPurgeCommand : OptosCmdlet
{
    /// <summary>
    /// Does not wait for the low watermark or for idle processors: purges up to the high watermark. Which studies may go stays as it is, and so does ProtectedStudies.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var request = new PurgeRequest { Force = Force };
        var isWanted = ShouldProcess(
            "Purge the oldest studies of the repository up to the high watermark.", "Purge the oldest studies of the repository?", "Purge", out var reason);
        if (isWanted)
        {
            await PurgeAsync(control, request);
        }
        else if (reason == ShouldProcessReason.WhatIf)
        {
            await PreviewAsync(control, request);
        }
    }

    private async Task PreviewAsync(IOptosControl control, PurgeRequest request)
    {
        await foreach (var study in control.PreviewPurgeAsync(request, StopToken))
        {
            if (study.StudyInstanceUid is not null)
            {
                WriteObject(study);
            }
            else
            {
                WriteVerbose(study.Reason);
            }
        }
    }

    private async Task PurgeAsync(IOptosControl control, PurgeRequest request)
    {
        var running = Stopwatch.StartNew();
        using var progress = new PurgeProgress(this);
        await foreach (var step in control.PurgeAsync(request, StopToken))
        {
            progress.Report(step);
            if (step.StudyInstanceUid is null)
            {
                WriteObject(Result(step, running.Elapsed));
            }
            else if (step.Action == PurgeAction.SetAside)
            {
                WriteError(ErrorRecords.Create(
                    "PurgeFailed", ErrorCategory.WriteError, $"The study {step.StudyInstanceUid} could not be deleted: {step.Reason}",
                    "The others went on; it is tried again after an hour. Close what has its files open.", step.StudyInstanceUid));
            }
            else
            {
                WriteVerbose($"{step.StudyInstanceUid}: {step.Action}. {step.Reason}");
            }
        }
    }

    private static PurgeResult Result(PurgeEvent final, TimeSpan duration) => new()
    {
        Studies = final.Purged,
        Instances = final.Instances,
        Bytes = final.Size,
        SetAside = final.SetAside,
        FreeBytes = final.FreeBytes,
        State = final.State,
        Reason = final.Reason,
        Duration = duration,
    };
}
