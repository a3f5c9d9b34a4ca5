namespace OptosAdvance.Dicom.Host;

/// <summary>Steps of a batch, in order; a crash may come between any two.</summary>
internal enum CommitStep
{
    Planned,
    Logged,
    Flushed,
    Moved,
    Indexed,
}
