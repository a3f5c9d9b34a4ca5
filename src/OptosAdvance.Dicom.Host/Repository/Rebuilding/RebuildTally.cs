namespace OptosAdvance.Dicom.Host;

/// <summary>What has been taken into the index from a volume's files so far.</summary>
internal sealed class RebuildTally
{
    /// <summary>So many files that were left out are named.</summary>
    private const int MaximumNamed = 3;

    private readonly List<string> _named = [];

    /// <summary>Studies of which something was taken in.</summary>
    public int Studies { get; private set; }

    /// <summary>Instances that were taken in.</summary>
    public int Instances { get; private set; }

    /// <summary>Bytes of them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Files that were left out.</summary>
    public int Left { get; private set; }

    /// <summary>Files that may not be read.</summary>
    public int Forbidden { get; private set; }

    /// <summary>One of them.</summary>
    public string? ForbiddenExample { get; private set; }

    /// <summary>Counts those of a study that may not be read.</summary>
    public void AddForbidden(IReadOnlyCollection<FoundFile> files)
    {
        Forbidden += files.Count;
        ForbiddenExample ??= files.FirstOrDefault()?.File.FullName;
    }

    /// <summary>Counts what was taken in of a study.</summary>
    public void Add(IReadOnlyCollection<FoundFile> taken)
    {
        Studies += taken.Count > 0 ? 1 : 0;
        Bytes += taken.Sum(static each => each.File.Length);
        Instances += taken.Count;
    }

    /// <summary>Counts a file that was left out.</summary>
    public void AddLeft(FoundFile file)
    {
        Left++;
        if (_named.Count < MaximumNamed)
        {
            _named.Add($"'{file.File.FullName}': {file.LeftBecause}");
        }
    }

    /// <summary>One sentence for people, and another when something was left out.</summary>
    public string Describe(string root) =>
        $"Taken into the index from the files in '{root}': {Count(Instances, "instance", "instances")} of {Count(Studies, "study", "studies")}."
        + (Left == 0 ? "" : $" Left out where it is: {Count(Left, "file", "files")}: {string.Join("; ", _named)}{(Left > _named.Count ? "; the log names the others" : "")}.");

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
