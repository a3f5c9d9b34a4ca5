namespace OptosAdvance.Dicom.Contracts;

/// <summary>One listener.</summary>
public sealed record ListenerStatus
{
    /// <summary>What listens: <c>Storage</c>, <c>Streaming</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>Its AE title.</summary>
    public string AETitle { get; init; } = "";

    /// <summary>Address that it is bound to.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Port that it is bound to.</summary>
    public int Port { get; init; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>Associations open now.</summary>
    public int Associations { get; init; }

    /// <summary>Limit of those.</summary>
    public int MaximumAssociations { get; init; }
}
