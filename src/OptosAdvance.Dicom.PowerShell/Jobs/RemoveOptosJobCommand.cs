using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Removes jobs that are over from the list.</summary>
/// <remarks>Only the record of the job goes, with the results of its instances; no study is touched. A job that is not over has to be stopped first.</remarks>
/// <example>
/// <code>Remove-OptosJob -Id 12</code>
/// <para>Removes one job.</para>
/// </example>
/// <example>
/// <code>Get-OptosJob -State Succeeded | Remove-OptosJob</code>
/// <para>Clears the list of what went well.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OptosJob", SupportsShouldProcess = true)]
[OutputType(typeof(OutboundJob))]
public sealed class RemoveOptosJobCommand : JobCmdlet
{
    private protected override string Verb => "Remove";

    private protected override Task<OutboundJob> ProcessJobAsync(IOptosControl control, long id) => control.RemoveJobAsync(id, StopToken);
}
