using System.Text;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Tells what becomes of the desired configuration: in the activity log, and by mail where that is wanted.</summary>
internal sealed class DriftReport(IActivityLog activity, IEnumerable<INotifications> notifications, TimeProvider time)
{
    /// <summary>Between two mails: somebody who changes something every minute does not fill a mailbox.</summary>
    private static readonly TimeSpan MailInterval = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _lastMail;
    private string? _problem;
    private string? _sourceProblem;

    public void Set(DesiredConfiguration configuration) =>
        Record(configuration.SetBy, $"Desired configuration set: {Name(configuration)}, {configuration.Mode}, every {configuration.IntervalSeconds} s");

    public void Cleared(DesiredConfiguration configuration, string actor) => Record(actor, $"Desired configuration cleared: {Name(configuration)}");

    public void NewVersion(DesiredConfiguration configuration) => Record(ConfigurationWatch.Actor, $"Desired configuration has a new version: {Name(configuration)}");

    /// <summary>Drift was found.</summary>
    /// <param name="begun">Drift that was not known.</param>
    /// <param name="configuration">What is held.</param>
    /// <param name="startsEpisode">Whether everything was as wanted before.</param>
    public void Begun(IReadOnlyList<DriftRecord> begun, DesiredConfiguration configuration, bool startsEpisode)
    {
        foreach (var drift in begun)
        {
            Record(drift.ChangedBy, $"Drift: {Describe(drift)}", ActivityOutcome.Warning, drift.Desired, drift.Actual);
        }

        if (begun.Count > 0 && startsEpisode && configuration.Notify && !(time.GetUtcNow() - _lastMail < MailInterval))
        {
            _lastMail = time.GetUtcNow();
            Mail(begun, configuration);
        }
    }

    /// <summary>Drift was put back.</summary>
    public void Corrected(IReadOnlyList<DriftRecord> corrected)
    {
        foreach (var drift in corrected)
        {
            Record(
                drift.ChangedBy,
                $"Put back: {drift.Resource}.{drift.Property} from {drift.Actual ?? "(none)"} to {drift.Desired ?? "(none)"}{By(drift)}",
                ActivityOutcome.Success, drift.Actual, drift.Desired);
        }
    }

    /// <summary>Properties that were put back so often that somebody must be changing them again and again.</summary>
    public void Quarrels(IReadOnlyList<DriftRecord> quarrels, DesiredConfiguration configuration)
    {
        foreach (var drift in quarrels)
        {
            var text = $"{drift.Resource}.{drift.Property} was put back {CorrectionPace.Most} times within {CorrectionPace.Window.TotalMinutes:0} minutes{By(drift)}: somebody changes it again and again. It is put back less and less often from now on";
            Record(drift.ChangedBy, text, ActivityOutcome.Warning, drift.Actual, drift.Desired);
            if (configuration.Notify)
            {
                Send(
                    "Quarrel",
                    $"OptosAdvance DICOM: two tools quarrel about a setting of {Environment.MachineName}",
                    $"""
                     {text}: after a minute, then two, an hour at most.

                     The desired configuration {Name(configuration)} wants {drift.Desired ?? "(none)"}, and {drift.ChangedBy ?? "somebody"} sets {drift.Actual ?? "(none)"}.

                     What to do: let only one of the two decide about it. Get-OptosConfigurationStatus shows how it stands.
                     """);
            }
        }
    }

    /// <summary>Drift is over without the host's doing.</summary>
    public void Gone(IReadOnlyList<DriftRecord> gone)
    {
        foreach (var drift in gone)
        {
            Record(null, $"Drift is over: {drift.Resource}.{drift.Property} is {drift.Desired ?? "(none)"} again", ActivityOutcome.Success, drift.Actual, drift.Desired);
        }
    }

    /// <summary>It cannot be checked or corrected. The same problem is told once until it is settled.</summary>
    public void Problem(string problem)
    {
        if (_problem != problem)
        {
            _problem = problem;
            Record(ConfigurationWatch.Actor, problem, ActivityOutcome.Failure);
        }
    }

    /// <summary>A new version of the document is wrong. The same problem is told once until it is settled.</summary>
    public void SourceProblem(string problem)
    {
        if (_sourceProblem != problem)
        {
            _sourceProblem = problem;
            Record(ConfigurationWatch.Actor, problem, ActivityOutcome.Failure);
        }
    }

    /// <summary>Problems that are over may be told again when they come back.</summary>
    public void Settle(bool isChecked, bool isSourceGood)
    {
        _problem = isChecked ? null : _problem;
        _sourceProblem = isSourceGood ? null : _sourceProblem;
    }

    private static string Name(DesiredConfiguration configuration) => configuration.Source.Path is { } path ? $"'{path}'" : "a document";

    private static string Describe(DriftRecord drift) => $"{drift.Resource}.{drift.Property} is {drift.Actual ?? "(none)"}, not {drift.Desired ?? "(none)"}{By(drift)}";

    private static string By(DriftRecord drift) => drift.ChangedBy is null ? "" : $"; changed by {drift.ChangedBy}";

    private void Mail(IReadOnlyList<DriftRecord> begun, DesiredConfiguration configuration)
    {
        var body = new StringBuilder()
            .AppendLine($"The appliance at {Environment.MachineName} is not as its desired configuration {Name(configuration)} wants it:")
            .AppendLine();
        foreach (var drift in begun)
        {
            body.Append("  ").AppendLine(Describe(drift));
        }

        body.AppendLine().AppendLine(configuration.Mode == DesiredConfigurationMode.AutoCorrect
            ? "It is put back. Get-OptosConfigurationStatus shows what became of it."
            : "It is left as it is. Import-OptosConfiguration puts it back; Get-OptosConfigurationStatus shows what has drifted.");
        Send("Drift", $"OptosAdvance DICOM: drift on {Environment.MachineName}", body.ToString());
    }

    private void Send(string kind, string subject, string body)
    {
        foreach (var each in notifications)
        {
            each.Send(new Notification(kind, subject, body));
        }
    }

    private void Record(string? peer, string message, ActivityOutcome outcome = ActivityOutcome.Success, string? before = null, string? after = null) =>
        activity.Record(new ActivityRecord { Kind = ActivityKind.DesiredState, Outcome = outcome, Peer = peer, Message = message, Before = before, After = after });
}
