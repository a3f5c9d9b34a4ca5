namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What an export did.</summary>
public sealed record ExportResult
{
    /// <summary>Folder that was written to; absolute.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Study Instance UIDs of what was to be exported.</summary>
    public string[] StudyInstanceUid { get; init; } = [];

    /// <summary>Instances that were written.</summary>
    public int Exported { get; init; }

    /// <summary>Instances that could not be written.</summary>
    public int Failed { get; init; }

    /// <summary>Whether it is a media layout with a DICOMDIR.</summary>
    public bool AsMedia { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
