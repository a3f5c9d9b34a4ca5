namespace OptosAdvance.Dicom.Network;

/// <summary>An operation that we are performing for the peer.</summary>
internal sealed class RunningOperation(CancellationTokenSource cancellation)
{
    public CancellationTokenSource Cancellation { get; } = cancellation;

    /// <summary>The peer sent C-CANCEL for it.</summary>
    public bool IsCancelled { get; private set; }

    public void Cancel()
    {
        IsCancelled = true;
        try
        {
            Cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just finished by itself: too late to cancel.
        }
    }
}
