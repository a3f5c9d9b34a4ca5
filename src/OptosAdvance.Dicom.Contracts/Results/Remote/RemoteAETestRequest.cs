namespace OptosAdvance.Dicom.Contracts;

/// <summary>What to test.</summary>
public sealed record RemoteAETestRequest
{
    /// <summary>Name of a configured entry; null to test what the other properties say.</summary>
    public string? Name { get; init; }

    /// <summary>AE title to call, when no entry is named.</summary>
    public AETitle? AETitle { get; init; }

    /// <summary>Host, when no entry is named.</summary>
    public string? HostName { get; init; }

    /// <summary>Port, when no entry is named.</summary>
    public int? Port { get; init; }

    /// <summary>Services to test; null for those of the entry.</summary>
    public RemoteServices? Services { get; init; }

    /// <summary>Calling AE title; null for the local AE's.</summary>
    public AETitle? CallingAETitle { get; init; }

    /// <summary>Time limit for each step in seconds; null for the entry's.</summary>
    public int? TimeoutSeconds { get; init; }
}
