using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class ConfigurationEnforcer
{
    /// <summary>One check: reads the document again where it is followed, finds drift, tells it, corrects it.</summary>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_held is null)
        {
            return;
        }

        try
        {
            var sourceProblem = Refresh();
            var held = _held;
            var document = evaluator.Evaluate(held);
            watch.Hold(held.Configuration, document);
            var found = applier.Test(document.Resources);
            var problem = await HandleAsync(held.Configuration, document, found, cancellationToken);
            var state = problem is not null ? ConfigurationState.Failed : _ledger.Open.Count > 0 ? ConfigurationState.Drifted : ConfigurationState.InDesiredState;
            Publish(state, document.Resources.Count, problem, sourceProblem);
        }
        catch (DocumentException e)
        {
            // It was right when it was set: a secret or a variable of the environment is gone, or the configuration around it has changed.
            report.Problem(e.Message);
            Publish(ConfigurationState.Failed, _status.Resources, e.Message, _status.SourceProblem);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Enforcing goes on with the next check, whatever went wrong with this one.
            LogCheckFailed(logger, e);
            report.Problem(e.Message);
            Publish(ConfigurationState.Failed, _status.Resources, e.Message, _status.SourceProblem);
        }
    }

    /// <returns>What is wrong with the newest version of the files; null when it is in force, or nothing is followed.</returns>
    private string? Refresh()
    {
        var held = _held!;
        if (!held.Configuration.Follow)
        {
            return null;
        }

        try
        {
            var source = HeldEvaluator.Reread(held.Configuration.Source);
            var (newest, _) = evaluator.EvaluateNew(held.Configuration with { Source = source });
            if (newest != held)
            {
                file.Save(newest);
                Volatile.Write(ref _held, newest);
                _isNew = true;
                _failures = 0;
                _pace.Clear();
                report.NewVersion(newest.Configuration);
            }

            return null;
        }
        catch (Exception e) when (e is DocumentException or IOException or UnauthorizedAccessException or ControlException)
        {
            var problem = $"The newest version of '{held.Configuration.Source.Path}' is not used, the last good one stays in force: {e.Message}";
            report.SourceProblem(problem);
            return problem;
        }
    }

    /// <returns>Why something could not be corrected; null when nothing went wrong.</returns>
    private async Task<string?> HandleAsync(
        DesiredConfiguration configuration, EvaluatedDocument document, DesiredStateResult found, CancellationToken cancellationToken)
    {
        var corrects = configuration.Mode == DesiredConfigurationMode.AutoCorrect;
        var isNew = _isNew;
        _isNew = false;
        if (!(isNew && corrects))
        {
            Enter(configuration, found);
        }

        if (found.InDesiredState || !corrects)
        {
            _failures = 0;
            return null;
        }

        var now = time.GetUtcNow();
        if (now < _notBefore)
        {
            return _status.Problem;
        }

        // What somebody changes again and again is left alone for a while; the rest is not.
        var held = found.Resources.Where(state => state.Outcome == ResourceOutcome.Differs && _pace.HeldUntil(state.Target, now) is not null).ToList();
        foreach (var state in held)
        {
            _ledger.Note(state.Target, $"Held back until {_pace.HeldUntil(state.Target, now)!.Value.LocalDateTime:HH:mm}");
        }

        if (found.Resources.All(state => state.Outcome != ResourceOutcome.Differs || held.Contains(state)))
        {
            return null;
        }

        var ids = held.Select(state => state.Id).ToHashSet(StringComparer.Ordinal);
        var problem = await CorrectAsync(configuration, [.. document.Resources.Where(resource => !ids.Contains(resource.Id))], isNew, cancellationToken);
        _failures = problem is null ? 0 : _failures + 1;
        _notBefore = problem is null ? default : now + BackOff(configuration);
        return problem;
    }

    private async Task<string?> CorrectAsync(
        DesiredConfiguration configuration, IReadOnlyList<DesiredResource> resources, bool isNew, CancellationToken cancellationToken)
    {
        DesiredStateResult result;
        try
        {
            result = await applier.ApplyAsync(resources, ConfigurationWatch.Actor, configuration.Source.Path, cancellationToken);
        }
        catch (ControlException e)
        {
            report.Problem(e.Error.Message);
            return $"{e.Error.Message} {e.Error.RecommendedAction}".Trim();
        }

        var now = time.GetUtcNow();
        foreach (var state in result.Resources.Where(state => state.Outcome == ResourceOutcome.Applied))
        {
            var corrected = _ledger.Correct(state.Target, now);
            report.Corrected(corrected);
            report.Quarrels(_pace.Enter(corrected, now), configuration);
        }

        if (isNew)
        {
            // What could not be applied is drift from now on.
            Enter(configuration, applier.Test(resources));
        }

        string? problem = null;
        foreach (var state in result.Resources.Where(state => state.Outcome is ResourceOutcome.Failed or ResourceOutcome.Skipped))
        {
            _ledger.Note(state.Target, $"{state.Outcome}: {state.Error}");
            problem ??= $"{state.Target} cannot be corrected: {state.Error}";
        }

        if (problem is not null)
        {
            report.Problem(problem);
        }

        return problem;
    }

    private void Enter(DesiredConfiguration configuration, DesiredStateResult found)
    {
        var wasClean = _ledger.Open.Count == 0;
        var (begun, gone) = _ledger.Enter(Condense(found), watch.ChangedBy, time.GetUtcNow());
        report.Begun(begun, configuration, startsEpisode: wasClean);
        report.Gone(gone);
    }

    /// <summary>Of a remote AE that is missing or too many, that alone.</summary>
    private static List<ConfigurationDifference> Condense(DesiredStateResult found) =>
    [
        .. found.Differences.GroupBy(difference => difference.Resource, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.FirstOrDefault(difference => difference.Property == "_exist") is { } exist ? [exist] : group.DistinctBy(difference => difference.Property)),
    ];

    private string? Quarrel(DateTimeOffset now) => _ledger.Open
        .Where(drift => _pace.HeldUntil(drift.Resource, now) is not null)
        .Select(drift => $"{drift.Resource}.{drift.Property} is changed again and again{(drift.ChangedBy is { } who ? $", by {who}" : "")}. It is put back at {_pace.HeldUntil(drift.Resource, now)!.Value.LocalDateTime:HH:mm} at the earliest. Let only one of the two decide about it.")
        .FirstOrDefault();

    private TimeSpan BackOff(DesiredConfiguration configuration)
    {
        var seconds = configuration.IntervalSeconds * Math.Pow(2, Math.Min(_failures + 1, 16));
        return TimeSpan.FromSeconds(Math.Min(seconds, Math.Max(LongestBackOff.TotalSeconds, configuration.IntervalSeconds)));
    }

    private void Publish(ConfigurationState state, int resources, string? problem, string? sourceProblem)
    {
        var now = time.GetUtcNow();
        var configuration = _held!.Configuration;
        report.Settle(problem is null, sourceProblem is null);
        _status = new ConfigurationStatus
        {
            State = state,
            Mode = configuration.Mode,
            Path = configuration.Source.Path,
            Resources = resources,
            LastCheck = now,
            NextCheck = now.AddSeconds(configuration.IntervalSeconds),
            Problem = problem ?? Quarrel(now),
            SourceProblem = sourceProblem,
            Drift = _ledger.Open,
            History = _ledger.History,
        };
    }
}
