namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// Matching keys of a patient search. A null key matches everything; text keys take the wildcards <c>*</c> and <c>?</c>
/// (PS3.4 C.2.2.2.4). Person names match without regard to case, in any component group.
/// </summary>
public sealed record StudyQuery
{
    /// <summary>(0010,0020), wildcards.</summary>
    public string? PatientId { get; init; }

    /// <summary>(0010,0010), wildcards.</summary>
    public string? PatientName { get; init; }

    /// <summary>(0010,0030), exact.</summary>
    public DateTime? PatientBirthDate { get; init; }

    /// <summary>First study date, inclusive; the time of day is ignored.</summary>
    public DateTime? StudyDateFrom { get; init; }

    /// <summary>Last study date, inclusive; the time of day is ignored.</summary>
    public DateTime? StudyDateTo { get; init; }

    /// <summary>(0008,0060): studies with a series of any of these modalities.</summary>
    public EquatableList<string> Modality { get; init; } = EquatableList<string>.Empty;

    /// <summary>(0008,0050), wildcards.</summary>
    public string? AccessionNumber { get; init; }

    /// <summary>(0020,0010), wildcards.</summary>
    public string? StudyId { get; init; }

    /// <summary>(0008,1030), wildcards, without regard to case.</summary>
    public string? StudyDescription { get; init; }

    /// <summary>(0008,0090), wildcards.</summary>
    public string? ReferringPhysicianName { get; init; }

    /// <summary>(0020,000D): any of these.</summary>
    public EquatableList<string> StudyInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Only studies received at or after this time.</summary>
    public DateTimeOffset? ReceivedSince { get; init; }

    /// <summary>Only studies that are (true) or are not (false) protected by hand.</summary>
    public bool? IsProtected { get; init; }

    /// <summary>Most studies wanted; the host's MaximumQueryResults holds when this is null or larger.</summary>
    public int? Limit { get; init; }
}
