namespace OptosAdvance.Dicom.Contracts;

/// <summary>What is to be sent, and where to.</summary>
public sealed record SendRequest
{
    /// <summary>Name of the remote AE; it has the service Storage.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Study.</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>Only these series; empty for all.</summary>
    public EquatableList<string> SeriesInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Only these instances; empty for all.</summary>
    public EquatableList<string> SopInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Which jobs go first.</summary>
    public JobPriority Priority { get; init; } = JobPriority.Normal;
}
