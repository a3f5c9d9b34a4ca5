using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets rows of the activity log, newest first.</summary>
/// <remarks>
/// The log says what the host did and what was asked of it: associations, refusals, studies received, imported, exported and removed,
/// and every change of the configuration with its value before and after.
/// </remarks>
/// <example>
/// <code>Get-OptosActivity -Last 20</code>
/// <para>Shows the latest 20 rows.</para>
/// </example>
/// <example>
/// <code>Get-OptosActivity -Kind Configuration -Since (Get-Date).AddDays(-7)</code>
/// <para>Shows who changed what in the last seven days.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosActivity")]
[OutputType(typeof(ActivityRecord))]
public sealed class GetOptosActivityCommand : OptosCmdlet
{
    /// <summary>Rows at or after this time.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Rows before this time.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Rows of any of these kinds.</summary>
    [Parameter(Position = 0)]
    public ActivityKind[]? Kind { get; set; }

    /// <summary>Rows of this peer: an AE title, or the user of a console; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Peer { get; set; }

    /// <summary>Rows of these studies.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[]? StudyInstanceUid { get; set; }

    /// <summary>Rows that ended so.</summary>
    [Parameter]
    public ActivityOutcome? Outcome { get; set; }

    /// <summary>Only this many of the newest rows that match.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        foreach (var study in StudyInstanceUid ?? [null!])
        {
            var query = new ActivityQuery
            {
                Since = Local(Since),
                Until = Local(Until),
                Kind = (Kind ?? []).ToEquatableList(),
                Peer = Peer,
                StudyInstanceUid = study,
                Outcome = Outcome,
                Last = Last,
            };
            await foreach (var row in control.GetActivityAsync(query, StopToken))
            {
                WriteObject(row);
            }
        }
    }

    private static DateTimeOffset? Local(DateTime? time) =>
        time is { } given ? new DateTimeOffset(given.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(given, DateTimeKind.Local) : given) : null;
}
