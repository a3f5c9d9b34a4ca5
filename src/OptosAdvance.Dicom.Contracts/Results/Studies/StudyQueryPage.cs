namespace OptosAdvance.Dicom.Contracts;

/// <summary>Some of the studies that match, most recent study date first.</summary>
public sealed record StudyQueryPage
{
    /// <summary>Studies.</summary>
    public EquatableList<StudySummary> Studies { get; init; } = EquatableList<StudySummary>.Empty;

    /// <summary>More studies match than the limit allows; set on the last page only.</summary>
    public bool MoreExist { get; init; }

    /// <summary>Limit that held.</summary>
    public int Limit { get; init; }

    /// <summary>What to tell the user besides; null when there is nothing. Set on the last page only.</summary>
    public string? Warning { get; init; }
}
