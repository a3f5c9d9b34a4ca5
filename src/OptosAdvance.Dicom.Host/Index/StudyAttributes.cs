namespace OptosAdvance.Dicom.Host;

/// <summary>
/// What the index keeps of patient and study. Both belong to the study row: instances of one study may disagree, and then the
/// instance that was received last wins; studies of one patient never change each other.
/// </summary>
internal sealed record StudyAttributes
{
    public required string StudyInstanceUid { get; init; }

    public string PatientId { get; init; } = "";

    /// <summary>Decoded; component groups separated by <c>=</c>.</summary>
    public string PatientName { get; init; } = "";

    /// <summary>As yyyymmdd; 0 when absent or not a date.</summary>
    public int BirthDate { get; init; }

    public string PatientSex { get; init; } = "";

    /// <summary>Study date and time; see <see cref="StudyMoment"/>.</summary>
    public long Moment { get; init; }

    public string AccessionNumber { get; init; } = "";

    public string StudyId { get; init; } = "";

    public string StudyDescription { get; init; } = "";

    public string ReferringPhysicianName { get; init; } = "";
}
