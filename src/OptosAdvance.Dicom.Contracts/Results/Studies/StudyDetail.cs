namespace OptosAdvance.Dicom.Contracts;

/// <summary>One study with its series.</summary>
public sealed record StudyDetail
{
    /// <summary>The study.</summary>
    public StudySummary Study { get; init; } = new();

    /// <summary>Its series, by number.</summary>
    public EquatableList<SeriesDetail> Series { get; init; } = EquatableList<SeriesDetail>.Empty;
}
