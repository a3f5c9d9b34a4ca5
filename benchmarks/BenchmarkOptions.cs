namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>What is to be measured.</summary>
internal sealed record BenchmarkOptions
{
    public required IReadOnlyList<InstanceSet> Sets { get; init; }

    public required IReadOnlyList<int> Associations { get; init; }

    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Part of each set that is sent, above 0.</summary>
    public required double Scale { get; init; }

    /// <summary>Runs of each combination; the median is told.</summary>
    public required int Repeat { get; init; }

    /// <summary>Folder for images and stores.</summary>
    public required string WorkFolder { get; init; }

    public required string JsonPath { get; init; }

    /// <summary>Folder of the host to measure; null publishes one.</summary>
    public string? HostFolder { get; init; }

    public bool UpdateReadme { get; init; }

    /// <summary>Instances to send of a set to a server.</summary>
    public int CountOf(InstanceSet set, string server) =>
        Math.Max((int)Math.Round(set.Count * Scale / (ServerCatalog.GetsTenth(server) ? 10 : 1)), 8);
}
