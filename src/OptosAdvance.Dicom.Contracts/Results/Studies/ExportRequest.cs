namespace OptosAdvance.Dicom.Contracts;

/// <summary>What to export and where to.</summary>
public sealed record ExportRequest
{
    /// <summary>Studies.</summary>
    public EquatableList<string> StudyInstanceUids { get; init; } = EquatableList<string>.Empty;

    /// <summary>Absolute path of a folder on the host's machine; created when missing.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Write the media layout with a DICOMDIR (PS3.10, PS3.11) instead of one folder a study.</summary>
    public bool AsMedia { get; init; }

    /// <summary>Replace files that exist.</summary>
    public bool Force { get; init; }
}
