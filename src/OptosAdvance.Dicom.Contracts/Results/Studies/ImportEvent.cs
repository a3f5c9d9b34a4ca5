namespace OptosAdvance.Dicom.Contracts;

/// <summary>One file of an import, or with a null <see cref="Path"/> the final summary.</summary>
public sealed record ImportEvent
{
    /// <summary>File; null on the final event.</summary>
    public string? Path { get; init; }

    /// <summary>Why the file was not imported; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>The file is not DICOM (no error when a folder was given).</summary>
    public bool Skipped { get; init; }

    /// <summary>Study that the file belongs to; null on error.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Files seen so far, and to come as far as known.</summary>
    public int FilesDone { get; init; }

    /// <summary>Files found.</summary>
    public int FilesTotal { get; init; }

    /// <summary>Instances stored so far.</summary>
    public int Imported { get; init; }

    /// <summary>Files that failed so far.</summary>
    public int Failed { get; init; }
}
