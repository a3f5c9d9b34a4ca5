namespace OptosAdvance.Dicom.Contracts;

/// <summary>How sending to the receiver of audit messages went.</summary>
public sealed record AuditTestResult
{
    /// <summary>The message was sent, and nothing spoke against it.</summary>
    public bool Success { get; init; }

    /// <summary>Receiver.</summary>
    public string? Server { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; }

    /// <summary>How messages travel.</summary>
    public AuditTransport Transport { get; init; }

    /// <summary>How the connection was protected: <c>Tls13</c>; null for not at all.</summary>
    public string? Protocol { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMilliseconds { get; init; }

    /// <summary>What happened, for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do when it failed.</summary>
    public string? RecommendedAction { get; init; }
}
