namespace OptosAdvance.Dicom.Host;

/// <summary>A capability that still needs studies: while it says so, they are not purged.</summary>
/// <remarks>Every registered hold is asked before a study is planned for deletion and again right before it is deleted. Thread-safe and quick.</remarks>
internal interface IStudyHold
{
    /// <summary>Why the study has to stay for now, as a person reads it ("waits to be sent to PACS1"); null when this capability does not need it.</summary>
    string? ReasonToKeep(string studyInstanceUid);
}
