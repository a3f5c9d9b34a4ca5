namespace OptosAdvance.Dicom.Host;

/// <summary>The door for what archives have confirmed of the instances that are held here.</summary>
internal interface ICommittedState
{
    /// <summary>The instances of a study, by series and number; none when the index does not hold it.</summary>
    Task<IReadOnlyList<HeldInstance>> ListAsync(string studyInstanceUid, CancellationToken cancellationToken);

    /// <summary>Instances with a SOP Instance UID, in whatever study; more than one when a device used the UID twice.</summary>
    Task<IReadOnlyList<HeldInstance>> FindAsync(IReadOnlyCollection<string> sopInstanceUids, CancellationToken cancellationToken);

    /// <summary>Notes that an archive keeps instances, those at least that are held here with the bytes that it was asked about.</summary>
    /// <param name="confirmed">The instances, with the file that the archive was asked about.</param>
    /// <param name="at">When it said so.</param>
    /// <param name="with">Name of the remote AE.</param>
    /// <returns>For each of them whether it is noted; false when it was replaced by other bytes, or removed.</returns>
    Task<IReadOnlyList<bool>> MarkAsync(IReadOnlyList<(InstanceKey Key, StoredFile File)> confirmed, DateTimeOffset at, string with);

    /// <summary>Whether the file of an instance is where it should be, and as long.</summary>
    bool IsIntact(HeldInstance instance);

    /// <summary>Makes what was noted survive a power cut.</summary>
    /// <returns>False when it cannot be done just now.</returns>
    Task<bool> MakeDurableAsync();
}
