namespace OptosAdvance.Dicom.Host;

/// <summary>Something that the committer is to do.</summary>
internal abstract class PendingWork
{
    /// <summary>Nobody waits for it: it may lie a little until more has come.</summary>
    public virtual bool MayWait => false;

    /// <summary>Fails whoever waits for it.</summary>
    public abstract void Fail(Exception exception);
}
