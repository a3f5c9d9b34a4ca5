namespace OptosAdvance.Dicom.Host;

/// <summary>What an audit message says (PS3.15 A.5.1), before it is XML.</summary>
internal sealed record AuditEvent
{
    /// <summary>What happened.</summary>
    public required AuditCode Id { get; init; }

    /// <summary>What of it.</summary>
    public IReadOnlyList<AuditCode> Types { get; init; } = [];

    /// <summary>C, R, U, D or E.</summary>
    public required char Action { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How it ended.</summary>
    public AuditOutcome Outcome { get; init; }

    /// <summary>How it ended, in words; null when there is nothing to say.</summary>
    public string? OutcomeDescription { get; init; }

    /// <summary>Who took part; one at least, and no more than one that asked for it.</summary>
    public required IReadOnlyList<AuditParticipant> Participants { get; init; }

    /// <summary>What it was about.</summary>
    public IReadOnlyList<AuditObject> Objects { get; init; } = [];
}
