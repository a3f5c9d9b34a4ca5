namespace OptosAdvance.Dicom.Host;

/// <summary>Steps of a batch, in order; a crash may come between any two. After <see cref="Moved"/> it is acknowledged.</summary>
internal enum CommitStep
{
    Planned,
    Logged,
    Flushed,
    Moved,

    /// <summary>What was acknowledged before the log was flushed is about to get into its place, while others go on committing. Left out when it is little.</summary>
    Settling,

    /// <summary>What was acknowledged before the log was flushed is in its place, of this batch and those before it.</summary>
    Settled,

    /// <summary>The index is committed, for this batch and those before it.</summary>
    Indexed,
}
