using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for removing and protecting studies.</summary>
internal interface IStudyKeeping
{
    /// <summary>Removes a study, rows and files, as one step that a crash does not split.</summary>
    /// <param name="studyInstanceUid">Study.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Cancels before the first change.</param>
    /// <returns>What the study was.</returns>
    /// <exception cref="ControlException">The index does not hold the study, or a file cannot be removed.</exception>
    Task<StudySummary> RemoveAsync(string studyInstanceUid, string actor, CancellationToken cancellationToken);

    /// <summary>Protects a study from purging, or lifts the protection.</summary>
    /// <exception cref="ControlException">The index does not hold the study.</exception>
    Task<StudySummary> SetProtectionAsync(string studyInstanceUid, bool isProtected, string actor, CancellationToken cancellationToken);
}
