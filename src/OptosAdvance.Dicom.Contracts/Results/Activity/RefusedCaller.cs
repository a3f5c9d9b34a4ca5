namespace OptosAdvance.Dicom.Contracts;

/// <summary>A caller that was turned away; its properties bind to New-OptosDicomAE.</summary>
public sealed record RefusedCaller
{
    /// <summary>Proposed name of an entry: the calling AE title.</summary>
    public string Name { get; init; } = "";

    /// <summary>Calling AE title.</summary>
    public string AETitle { get; init; } = "";

    /// <summary>Address that it called from.</summary>
    public string HostName { get; init; } = "";

    /// <summary>AE title that it called.</summary>
    public string CalledAETitle { get; init; } = "";

    /// <summary>Why it was refused, for people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What it was answered: (result, source, reason) of A-ASSOCIATE-RJ.</summary>
    public string Rejection { get; init; } = "";

    /// <summary>Names of the SOP classes that it wanted.</summary>
    public EquatableList<string> Wanted { get; init; } = EquatableList<string>.Empty;

    /// <summary>How often since the first time.</summary>
    public int Count { get; init; }

    /// <summary>First time.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Last time.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
