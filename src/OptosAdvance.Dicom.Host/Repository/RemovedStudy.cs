namespace OptosAdvance.Dicom.Host;

/// <summary>What became of one study of several that were to be removed together.</summary>
internal sealed class RemovedStudy(string studyInstanceUid)
{
    public string StudyInstanceUid { get; } = studyInstanceUid;

    /// <summary>Why it was left alone; null when it was not.</summary>
    public string? Stays { get; set; }

    /// <summary>Why its folders could not be moved away; null when they could.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gone from index and place.</summary>
    public bool IsRemoved => Stays is null && Failure is null;

    /// <summary>Folders that are out of the way and wait to be deleted, and where they were.</summary>
    public List<(string Away, string Was)> Folders { get; } = [];
}
