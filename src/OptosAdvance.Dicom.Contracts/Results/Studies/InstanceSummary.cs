namespace OptosAdvance.Dicom.Contracts;

/// <summary>One instance as a search shows it.</summary>
public sealed record InstanceSummary
{
    /// <summary>Name of the remote AE that has it; null for the local index.</summary>
    public string? AE { get; init; }

    /// <summary>(0010,0020).</summary>
    public string PatientId { get; init; } = "";

    /// <summary>(0020,000D).</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>(0020,000E).</summary>
    public string SeriesInstanceUid { get; init; } = "";

    /// <summary>(0008,0018).</summary>
    public string SopInstanceUid { get; init; } = "";

    /// <summary>(0008,0016).</summary>
    public string SopClassUid { get; init; } = "";

    /// <summary>Name of the SOP class from the registry, or its UID.</summary>
    public string SopClassName { get; init; } = "";

    /// <summary>(0020,0013); null when absent.</summary>
    public int? InstanceNumber { get; init; }

    /// <summary>(0028,0008); null when the remote AE does not say.</summary>
    public int? NumberOfFrames { get; init; }

    /// <summary>(0028,0010); null for what is not an image, or when the remote AE does not say.</summary>
    public int? Rows { get; init; }

    /// <summary>(0028,0011); null for what is not an image, or when the remote AE does not say.</summary>
    public int? Columns { get; init; }

    /// <summary>Everything that the remote AE answered; null for the local index.</summary>
    public DicomAttributeSet? DataSet { get; init; }
}
