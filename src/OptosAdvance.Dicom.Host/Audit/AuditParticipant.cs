namespace OptosAdvance.Dicom.Host;

/// <summary>Somebody or something that took part in what an audit message tells of.</summary>
/// <param name="UserId">Account, AE title, process number, or path of a medium.</param>
/// <param name="IsRequestor">Whether it asked for what happened.</param>
internal sealed record AuditParticipant(string UserId, bool IsRequestor)
{
    /// <summary>AE title; null for what has none.</summary>
    public string? AETitle { get; init; }

    /// <summary>Name for people.</summary>
    public string? UserName { get; init; }

    /// <summary>IP address or name of its machine.</summary>
    public string? NetworkAccessPoint { get; init; }

    /// <summary>The part it took.</summary>
    public AuditCode? Role { get; init; }

    /// <summary>Kind of medium, for a medium.</summary>
    public AuditCode? Media { get; init; }
}
