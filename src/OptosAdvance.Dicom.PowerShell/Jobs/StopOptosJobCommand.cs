using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Stops jobs for good.</summary>
/// <remarks>
/// What the other server has confirmed by then stays there. A job that was stopped can be taken up again with Resume-OptosJob. One that is over
/// already stays as it is.
/// </remarks>
/// <example>
/// <code>Stop-OptosJob -Id 12</code>
/// <para>Stops one job.</para>
/// </example>
/// <example>
/// <code>Get-OptosJob -AE OLDPACS -State Waiting, Retrying | Stop-OptosJob</code>
/// <para>Gives up what waits for a server that will not come back.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "OptosJob", SupportsShouldProcess = true)]
[OutputType(typeof(OutboundJob))]
public sealed class StopOptosJobCommand : JobCmdlet
{
    private protected override string Verb => "Stop";

    private protected override Task<OutboundJob> ProcessJobAsync(IOptosControl control, long id) => control.StopJobAsync(id, StopToken);
}
