using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;
using JobState = OptosAdvance.Dicom.Contracts.JobState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What the cmdlets of jobs say alike.</summary>
internal static class JobErrors
{
    /// <summary>A job that did not do all that it should.</summary>
    public static ErrorRecord NotDone(OutboundJob job) => ErrorRecords.Create(
        "JobFailed",
        ErrorCategory.OperationStopped,
        $"Job {job.Id} to {job.Destination} {(job.State == JobState.Cancelled ? "was stopped" : "failed")}: {job.Done} of {job.Total} instances were done. {job.LastError}".TrimEnd(),
        $"See Get-OptosJob -Id {job.Id} -Item for each instance; do the rest with Resume-OptosJob -Id {job.Id}.",
        job);

    /// <summary>A job in a line, for questions and progress.</summary>
    public static string Describe(this OutboundJob job) => $"Job {job.Id} ({job.Kind} to {job.Destination}: {job.Description})";
}
