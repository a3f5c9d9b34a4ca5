namespace OptosAdvance.Dicom.Contracts;

/// <summary>A search for series, in the local index or at a remote AE. A null or empty key matches all.</summary>
public sealed record SeriesQuery
{
    /// <summary>Whom to ask; null for the local index.</summary>
    public RemoteQuery? Remote { get; init; }

    /// <summary>(0010,0020), exact; what patient root needs to find the study by.</summary>
    public string? PatientId { get; init; }

    /// <summary>(0020,000D): series of any of these studies; at least one when a remote AE is asked; of the local index these or those of PatientId.</summary>
    public EquatableList<string> StudyInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0020,000E): any of these.</summary>
    public EquatableList<string> SeriesInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0008,0060): any of these.</summary>
    public EquatableList<string> Modality { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0020,0011).</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>(0008,103E), wildcards, without regard to case in the local index.</summary>
    public string? SeriesDescription { get; init; }

    /// <summary>(0018,0015), wildcards.</summary>
    public string? BodyPartExamined { get; init; }

    /// <summary>(0020,0060): R, L or B.</summary>
    public string? Laterality { get; init; }

    /// <summary>Most series wanted; null for all.</summary>
    public int? Limit { get; init; }
}
