namespace OptosAdvance.Dicom.Contracts;

/// <summary>A search for instances, in the local index or at a remote AE. A null or empty key matches all.</summary>
public sealed record InstanceQuery
{
    /// <summary>Whom to ask; null for the local index.</summary>
    public RemoteQuery? Remote { get; init; }

    /// <summary>(0010,0020), exact; what patient root needs to find the study by.</summary>
    public string? PatientId { get; init; }

    /// <summary>(0020,000D): instances of any of these studies; at least one when a remote AE is asked; of the local index these or those of PatientId.</summary>
    public EquatableList<string> StudyInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0020,000E): instances of any of these series; without them a remote AE is asked for the series first.</summary>
    public EquatableList<string> SeriesInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0008,0018): any of these.</summary>
    public EquatableList<string> SopInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0008,0016): any of these.</summary>
    public EquatableList<string> SopClassUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0020,0013).</summary>
    public int? InstanceNumber { get; init; }

    /// <summary>Most instances wanted; null for all.</summary>
    public int? Limit { get; init; }
}
