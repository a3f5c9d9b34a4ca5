namespace OptosAdvance.Dicom.Contracts;

/// <summary>What to bring here from a remote AE: a study, or some of its series or instances.</summary>
public sealed record RetrieveRequest
{
    /// <summary>Name of the remote AE.</summary>
    public string AE { get; init; } = "";

    /// <summary>(0020,000D).</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>(0020,000E): only these series; empty for the whole study.</summary>
    public EquatableList<string> SeriesInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0008,0018): only these instances, of the one series that is named; empty for whole series.</summary>
    public EquatableList<string> SopInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0010,0020), which patient root needs; without it the peer is asked for it.</summary>
    public string? PatientId { get; init; }

    /// <summary>C-GET or C-MOVE; null for what the entry says.</summary>
    public RetrieveMethod? Method { get; init; }

    /// <summary>Information model; null takes study root when the peer accepts it, else patient root.</summary>
    public QueryRoot? Root { get; init; }
}
