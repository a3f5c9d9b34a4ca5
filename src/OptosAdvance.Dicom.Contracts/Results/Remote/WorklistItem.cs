namespace OptosAdvance.Dicom.Contracts;

/// <summary>One scheduled procedure step: who, when, what, where.</summary>
public sealed record WorklistItem
{
    /// <summary>Name of the remote AE that answered.</summary>
    public string AE { get; init; } = "";

    /// <summary>(0010,0020).</summary>
    public string PatientId { get; init; } = "";

    /// <summary>(0010,0010), decoded, component groups separated by <c>=</c>.</summary>
    public string PatientName { get; init; } = "";

    /// <summary>(0010,0030); null when absent or not a date.</summary>
    public DateTime? PatientBirthDate { get; init; }

    /// <summary>(0010,0040).</summary>
    public string PatientSex { get; init; } = "";

    /// <summary>(0008,0050).</summary>
    public string AccessionNumber { get; init; } = "";

    /// <summary>(0008,0090).</summary>
    public string ReferringPhysicianName { get; init; } = "";

    /// <summary>(0040,1001).</summary>
    public string RequestedProcedureId { get; init; } = "";

    /// <summary>(0032,1060), or the meaning of its code (0032,1064).</summary>
    public string RequestedProcedure { get; init; } = "";

    /// <summary>(0040,1003).</summary>
    public string Priority { get; init; } = "";

    /// <summary>(0020,000D) that the study will have.</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>Start date and time (0040,0002), (0040,0003); null when absent or not a date.</summary>
    public DateTime? ScheduledAt { get; init; }

    /// <summary>(0008,0060).</summary>
    public string Modality { get; init; } = "";

    /// <summary>(0040,0001).</summary>
    public string StationAETitle { get; init; } = "";

    /// <summary>(0040,0010).</summary>
    public string StationName { get; init; } = "";

    /// <summary>(0040,0011).</summary>
    public string Location { get; init; } = "";

    /// <summary>(0040,0007), or the meaning of its code (0040,0008).</summary>
    public string Step { get; init; } = "";

    /// <summary>(0040,0009).</summary>
    public string StepId { get; init; } = "";

    /// <summary>(0040,0020).</summary>
    public string Status { get; init; } = "";

    /// <summary>(0040,0006).</summary>
    public string PerformingPhysicianName { get; init; } = "";

    /// <summary>Everything that the remote AE answered.</summary>
    public DicomAttributeSet? DataSet { get; init; }
}
