namespace OptosAdvance.Dicom.Contracts;

/// <summary>One series as a search shows it.</summary>
public sealed record SeriesSummary
{
    /// <summary>Name of the remote AE that has it; null for the local index.</summary>
    public string? AE { get; init; }

    /// <summary>(0010,0020).</summary>
    public string PatientId { get; init; } = "";

    /// <summary>(0010,0010), decoded.</summary>
    public string PatientName { get; init; } = "";

    /// <summary>(0020,000D).</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>(0020,000E).</summary>
    public string SeriesInstanceUid { get; init; } = "";

    /// <summary>(0008,0060).</summary>
    public string Modality { get; init; } = "";

    /// <summary>(0020,0011); null when absent.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>(0008,103E).</summary>
    public string SeriesDescription { get; init; } = "";

    /// <summary>Series date and time (0008,0021), (0008,0031); null when absent, and for the local index.</summary>
    public DateTime? SeriesDate { get; init; }

    /// <summary>(0020,0060): R, L, B.</summary>
    public string Laterality { get; init; } = "";

    /// <summary>(0018,0015).</summary>
    public string BodyPartExamined { get; init; } = "";

    /// <summary>(0008,0070).</summary>
    public string Manufacturer { get; init; } = "";

    /// <summary>(0008,1010).</summary>
    public string StationName { get; init; } = "";

    /// <summary>Instances; null when the remote AE does not say.</summary>
    public int? Instances { get; init; }

    /// <summary>Everything that the remote AE answered; null for the local index.</summary>
    public DicomAttributeSet? DataSet { get; init; }
}
