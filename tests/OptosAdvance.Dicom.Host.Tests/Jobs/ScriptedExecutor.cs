using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Does with a job what a test says.</summary>
internal sealed class ScriptedExecutor(Func<IJobRun, CancellationToken, Task<JobOutcome>> attempt) : IJobExecutor
{
    public JobKind Kind => JobKind.Send;

    public Task<JobOutcome> RunAsync(IJobRun run, CancellationToken cancellationToken) => attempt(run, cancellationToken);

    /// <summary>Everything that is left succeeds.</summary>
    public static async Task<JobOutcome> SucceedAsync(IJobRun run, CancellationToken cancellationToken)
    {
        foreach (var instance in run.Remaining)
        {
            await run.ReportAsync(new JobItemResult(instance, JobItemState.Succeeded, 0, null, 10));
        }

        return new JobOutcome.Completed();
    }
}
