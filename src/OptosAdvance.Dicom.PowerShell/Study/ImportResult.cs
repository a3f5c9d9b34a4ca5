namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What an import did. Its studies can be piped on.</summary>
public sealed record ImportResult
{
    /// <summary>Files and folders that were given; absolute.</summary>
    public string[] Path { get; init; } = [];

    /// <summary>Files that were looked at.</summary>
    public int Files { get; init; }

    /// <summary>Instances that were stored.</summary>
    public int Imported { get; init; }

    /// <summary>Files in folders that are not DICOM.</summary>
    public int Skipped { get; init; }

    /// <summary>Files that could not be imported.</summary>
    public int Failed { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Study Instance UIDs of what was imported.</summary>
    public string[] StudyInstanceUid { get; init; } = [];
}
