namespace OptosAdvance.Dicom.Host;

/// <summary>What the index keeps of a series; the instance that was received last wins.</summary>
internal sealed record SeriesAttributes
{
    public required string SeriesInstanceUid { get; init; }

    public string Modality { get; init; } = "";

    public int? SeriesNumber { get; init; }

    public string SeriesDescription { get; init; } = "";

    public string Laterality { get; init; } = "";

    public string BodyPartExamined { get; init; } = "";

    public string Manufacturer { get; init; } = "";

    public string StationName { get; init; } = "";
}
