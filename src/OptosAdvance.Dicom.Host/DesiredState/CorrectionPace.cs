using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// How often a property may be put back. Two tools that correct it against each other would do so for ever: after some corrections in a short time
/// the host gives way more and more. Not thread-safe.
/// </summary>
internal sealed class CorrectionPace
{
    /// <summary>So many corrections of one property within <see cref="Window"/> are a quarrel.</summary>
    public const int Most = 5;

    /// <summary>Also how long a property has to be left alone before the quarrel is forgotten.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Resource, string Property), Corrections> _properties = [];

    /// <summary>Enters corrections that were made.</summary>
    /// <returns>Those that have become a quarrel with them.</returns>
    public IReadOnlyList<DriftRecord> Enter(IReadOnlyList<DriftRecord> corrected, DateTimeOffset now)
    {
        var quarrels = new List<DriftRecord>();
        foreach (var drift in corrected)
        {
            var key = (drift.Resource, drift.Property);
            if (!_properties.TryGetValue(key, out var known) || (known.Waits > 0 && drift.Since > known.NotBefore + Window))
            {
                _properties[key] = known = new Corrections();
            }

            known.Times.Enqueue(now);
            while (now - known.Times.Peek() > Window)
            {
                known.Times.Dequeue();
            }

            if (known.Waits == 0 && known.Times.Count < Most)
            {
                continue;
            }

            known.NotBefore = now + Wait(known.Waits++);
            if (known.Waits == 1)
            {
                quarrels.Add(drift);
            }
        }

        return quarrels;
    }

    /// <summary>Until when a resource is not put back; null when it may be now.</summary>
    public DateTimeOffset? HeldUntil(string resource, DateTimeOffset now)
    {
        var waits = _properties.Where(pair => pair.Key.Resource == resource && pair.Value.NotBefore > now).Select(pair => pair.Value.NotBefore).ToList();
        return waits.Count > 0 ? waits.Max() : null;
    }

    public void Clear() => _properties.Clear();

    private static TimeSpan Wait(int waits) => waits > 10 ? s_longestWait : TimeSpan.FromTicks(Math.Min(s_firstWait.Ticks << waits, s_longestWait.Ticks));

    private sealed class Corrections
    {
        public Queue<DateTimeOffset> Times { get; } = new();

        public int Waits { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }
}
