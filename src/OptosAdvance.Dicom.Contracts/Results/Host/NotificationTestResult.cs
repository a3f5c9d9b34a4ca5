namespace OptosAdvance.Dicom.Contracts;

/// <summary>How sending an e-mail went.</summary>
public sealed record NotificationTestResult
{
    /// <summary>The server took the message.</summary>
    public bool Success { get; init; }

    /// <summary>Last step reached: the one that failed, or <see cref="NotificationTestStep.Message"/>.</summary>
    public NotificationTestStep Step { get; init; }

    /// <summary>Mail server.</summary>
    public string? Server { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; }

    /// <summary>How the connection was to be protected.</summary>
    public SmtpSecurity Security { get; init; }

    /// <summary>How it was protected: <c>Tls13</c>; null for not at all.</summary>
    public string? Protocol { get; init; }

    /// <summary>Sender.</summary>
    public string? From { get; init; }

    /// <summary>Recipient.</summary>
    public string? To { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMilliseconds { get; init; }

    /// <summary>What happened, for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do when it failed.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>What was said (<c>C:</c> by the host, <c>S:</c> by the server) when it failed, without what authenticates.</summary>
    public EquatableList<string> Dialogue { get; init; } = EquatableList<string>.Empty;
}
