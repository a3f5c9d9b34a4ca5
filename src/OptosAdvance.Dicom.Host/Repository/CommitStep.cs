namespace OptosAdvance.Dicom.Host;

/// <summary>Steps of a batch, in order; a crash may come between any two. After <see cref="Moved"/> it is acknowledged.</summary>
internal enum CommitStep
{
    Planned,
    Logged,
    Flushed,
    Moved,

    /// <summary>The index is committed, for this batch and those before it.</summary>
    Indexed,
}
