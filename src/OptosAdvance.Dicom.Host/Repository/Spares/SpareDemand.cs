namespace OptosAdvance.Dicom.Host;

/// <summary>How many spare files of which size are wanted: some times what the largest burst so far has used. Not thread-safe.</summary>
internal sealed class SpareDemand
{
    /// <summary>The next burst may well be larger; and what has been little stays little.</summary>
    private const int Times = 4;

    private readonly Dictionary<long, int> _largest = [];

    /// <summary>Learns from a burst.</summary>
    /// <param name="came">Instances by the length of the spare file that would have suited them.</param>
    public void Learn(IReadOnlyDictionary<long, int> came)
    {
        foreach (var (length, count) in came)
        {
            _largest[length] = Math.Max(_largest.GetValueOrDefault(length), count);
        }
    }

    /// <summary>What is wanted, by length; where that is too much, less of each.</summary>
    /// <param name="limit">Bytes that all of them may have.</param>
    public IReadOnlyDictionary<long, int> Wanted(long limit)
    {
        var all = _largest.Sum(static each => (double)each.Key * each.Value * Times);
        var share = all > limit ? limit / all : 1;
        return _largest.ToDictionary(static each => each.Key, each => (int)(each.Value * Times * share));
    }
}
