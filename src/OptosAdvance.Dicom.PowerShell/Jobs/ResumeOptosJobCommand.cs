using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Does again what jobs left undone.</summary>
/// <remarks>
/// Of a job that failed or was stopped, the instances that were not done are tried again; those that were done are not. A job that waits for its next
/// attempt is tried at once.
/// </remarks>
/// <example>
/// <code>Resume-OptosJob -Id 12</code>
/// <para>Takes up one job.</para>
/// </example>
/// <example>
/// <code>Get-OptosJob -AE PACS1 -State Failed, PartlyFailed | Resume-OptosJob</code>
/// <para>Tries again everything that a server did not take, once its fault is repaired.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "OptosJob", SupportsShouldProcess = true)]
[OutputType(typeof(OutboundJob))]
public sealed class ResumeOptosJobCommand : JobCmdlet
{
    private protected override string Verb => "Resume";

    private protected override Task<OutboundJob> ProcessJobAsync(IOptosControl control, long id) => control.ResumeJobAsync(id, StopToken);
}
