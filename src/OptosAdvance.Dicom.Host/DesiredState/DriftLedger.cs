using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What has drifted, since when, and what drift is over. Not thread-safe.</summary>
internal sealed class DriftLedger
{
    private const int LongestHistory = 100;

    private readonly Dictionary<(string Resource, string Property), DriftRecord> _open = [];
    private readonly LinkedList<DriftRecord> _history = [];

    public EquatableList<DriftRecord> Open => _open.Values.OrderBy(drift => drift.Resource, StringComparer.OrdinalIgnoreCase).ThenBy(drift => drift.Property, StringComparer.Ordinal).ToEquatableList();

    public EquatableList<DriftRecord> History => _history.ToEquatableList();

    /// <summary>Enters what a check found.</summary>
    /// <param name="found">Every property that is not as wanted; of a remote AE that is missing or too many, that alone.</param>
    /// <param name="changedBy">Who changed a property.</param>
    /// <param name="now">When.</param>
    /// <returns>Drift that was not known, and drift that has gone by itself.</returns>
    public (IReadOnlyList<DriftRecord> Begun, IReadOnlyList<DriftRecord> Gone) Enter(
        IReadOnlyList<ConfigurationDifference> found, Func<string, string, string?> changedBy, DateTimeOffset now)
    {
        var present = found.ToDictionary(difference => (difference.Resource, difference.Property));
        var gone = _open.Where(pair => !present.TryGetValue(pair.Key, out var still) || still.Actual != pair.Value.Actual || still.Desired != pair.Value.Desired).ToList();
        gone.ForEach(pair => End(pair.Value, "Gone", now));
        var begun = new List<DriftRecord>();
        foreach (var (key, difference) in present)
        {
            if (!_open.ContainsKey(key))
            {
                var drift = new DriftRecord
                {
                    Resource = difference.Resource,
                    Property = difference.Property,
                    Desired = difference.Desired,
                    Actual = difference.Actual,
                    Since = now,
                    ChangedBy = changedBy(difference.Resource, difference.Property),
                    Action = "Reported",
                };
                _open.Add(key, drift);
                begun.Add(drift);
            }
        }

        return (begun, [.. gone.Select(pair => pair.Value).Where(drift => !_open.ContainsKey((drift.Resource, drift.Property)))]);
    }

    /// <summary>Says of an open drift what was tried.</summary>
    public void Note(string resource, string problem)
    {
        foreach (var key in _open.Keys.Where(key => key.Resource == resource).ToList())
        {
            _open[key] = _open[key] with { Action = problem };
        }
    }

    /// <summary>Ends the drift of a resource.</summary>
    public IReadOnlyList<DriftRecord> Correct(string resource, DateTimeOffset now)
    {
        var corrected = _open.Values.Where(drift => drift.Resource == resource).ToList();
        corrected.ForEach(drift => End(drift, "Corrected", now));
        return corrected;
    }

    public void Clear()
    {
        _open.Clear();
        _history.Clear();
    }

    private void End(DriftRecord drift, string action, DateTimeOffset now)
    {
        _open.Remove((drift.Resource, drift.Property));
        _history.AddFirst(drift with { Action = action, Until = now });
        if (_history.Count > LongestHistory)
        {
            _history.RemoveLast();
        }
    }
}
