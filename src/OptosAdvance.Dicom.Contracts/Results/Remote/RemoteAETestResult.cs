namespace OptosAdvance.Dicom.Contracts;

/// <summary>How a remote AE answered.</summary>
public sealed record RemoteAETestResult
{
    /// <summary>Name of the entry, or the AE title.</summary>
    public string Name { get; init; } = "";

    /// <summary>AE title called.</summary>
    public string AETitle { get; init; } = "";

    /// <summary>Host.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Port.</summary>
    public int Port { get; init; }

    /// <summary>Everything answered.</summary>
    public bool Success { get; init; }

    /// <summary>Last step reached: the one that failed, or the last one.</summary>
    public RemoteAETestStep Step { get; init; }

    /// <summary>Round-trip time of the C-ECHO (or HTTP probe) in milliseconds; null when it did not get there.</summary>
    public double? RoundTripMilliseconds { get; init; }

    /// <summary>What happened, for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do when it failed.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>Each service that was tested; empty when it did not get there.</summary>
    public EquatableList<ServiceTestResult> Services { get; init; } = EquatableList<ServiceTestResult>.Empty;

    /// <summary>TLS version, cipher suite and the peer's certificate, for people; null without TLS.</summary>
    public string? Tls { get; init; }

    /// <summary>What will go wrong soon: certificates that expire.</summary>
    public EquatableList<string> Warnings { get; init; } = EquatableList<string>.Empty;

    /// <summary>Implementation version name of the peer, when it said one.</summary>
    public string? ImplementationVersionName { get; init; }
}
