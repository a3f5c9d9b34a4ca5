namespace OptosAdvance.Dicom.Contracts;

/// <summary>One series with its instances.</summary>
public sealed record SeriesDetail
{
    /// <summary>(0020,000E).</summary>
    public string SeriesInstanceUid { get; init; } = "";

    /// <summary>(0008,0060).</summary>
    public string Modality { get; init; } = "";

    /// <summary>(0020,0011); null when absent.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>(0008,103E).</summary>
    public string SeriesDescription { get; init; } = "";

    /// <summary>(0020,0060), or (0020,0062) for ophthalmic images: R, L, B.</summary>
    public string Laterality { get; init; } = "";

    /// <summary>(0018,0015).</summary>
    public string BodyPartExamined { get; init; } = "";

    /// <summary>(0008,0070).</summary>
    public string Manufacturer { get; init; } = "";

    /// <summary>(0008,1010).</summary>
    public string StationName { get; init; } = "";

    /// <summary>Its instances, by number.</summary>
    public EquatableList<InstanceDetail> Instances { get; init; } = EquatableList<InstanceDetail>.Empty;
}
