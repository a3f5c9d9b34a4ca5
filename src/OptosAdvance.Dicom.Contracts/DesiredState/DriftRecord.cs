namespace OptosAdvance.Dicom.Contracts;

/// <summary>A property that drifted from the desired configuration, and what was done.</summary>
public sealed record DriftRecord
{
    /// <summary>What it is about: a section (<c>LocalAE</c>) or <c>RemoteAE/PACS1</c>.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Property name.</summary>
    public string Property { get; init; } = "";

    /// <summary>What is wanted.</summary>
    public string? Desired { get; init; }

    /// <summary>What was found.</summary>
    public string? Actual { get; init; }

    /// <summary>When it was found first.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Who changed it; null when that is not known (it was changed while the host did not run, or the document changed).</summary>
    public string? ChangedBy { get; init; }

    /// <summary>What was done about it: <c>Reported</c>, <c>Corrected</c>, or why it could not be corrected.</summary>
    public string Action { get; init; } = "";

    /// <summary>When it was as wanted again; null as long as it is not.</summary>
    public DateTimeOffset? Until { get; init; }
}
