namespace OptosAdvance.Dicom.Contracts;

/// <summary>How it stands with what the host tells others: e-mails, audit messages.</summary>
public sealed record DeliveryStatus
{
    /// <summary>Whether there is somewhere to send to.</summary>
    public bool IsActive { get; init; }

    /// <summary>Messages that wait.</summary>
    public long Waiting { get; init; }

    /// <summary>Since when the oldest of them waits; null when none does.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>When a message was last delivered since the host started; null for never.</summary>
    public DateTimeOffset? LastDelivered { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? LastError { get; init; }

    /// <summary>When the next attempt is due; null when none is.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => (IsActive, Waiting, LastError) switch
    {
        (false, 0, _) => "Off",
        (false, _, _) => $"Off, {Waiting} waiting",
        (_, 0, null) => "Nothing waits",
        (_, _, null) => $"{Waiting} waiting",
        _ => $"{Waiting} waiting: {LastError}",
    };
}
