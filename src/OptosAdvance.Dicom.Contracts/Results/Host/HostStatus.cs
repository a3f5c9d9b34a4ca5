namespace OptosAdvance.Dicom.Contracts;

/// <summary>What a running host says of itself.</summary>
public sealed record HostStatus
{
    /// <summary>Product version.</summary>
    public string Version { get; init; } = "";

    /// <summary>Process id.</summary>
    public int ProcessId { get; init; }

    /// <summary>State of the storage service.</summary>
    public ServiceState State { get; init; }

    /// <summary>Why the service is suspended; null when it is not.</summary>
    public string? StateReason { get; init; }

    /// <summary>When the host started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Data directory.</summary>
    public string DataDirectory { get; init; } = "";

    /// <summary>Every listener.</summary>
    public EquatableList<ListenerStatus> Listeners { get; init; } = EquatableList<ListenerStatus>.Empty;

    /// <summary>Associations that we opened and that are open now.</summary>
    public int OutboundAssociations { get; init; }

    /// <summary>Limit of those.</summary>
    public int MaximumOutboundAssociations { get; init; }

    /// <summary>The repository's volume.</summary>
    public RepositoryVolume Repository { get; init; } = new();

    /// <summary>Studies in the index.</summary>
    public long Studies { get; init; }

    /// <summary>Instances in the index.</summary>
    public long Instances { get; init; }

    /// <summary>What needs a person's attention before it fails: certificates that expire or cannot be read.</summary>
    public EquatableList<string> Warnings { get; init; } = EquatableList<string>.Empty;

    /// <summary>Resident memory of the process in bytes.</summary>
    public long WorkingSet { get; init; }
}
