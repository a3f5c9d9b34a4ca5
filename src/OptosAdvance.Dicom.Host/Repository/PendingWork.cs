namespace OptosAdvance.Dicom.Host;

/// <summary>Something that the committer is to do.</summary>
internal abstract class PendingWork
{
    /// <summary>Fails whoever waits for it.</summary>
    public abstract void Fail(Exception exception);
}
