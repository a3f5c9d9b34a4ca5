namespace OptosAdvance.Dicom.Network;

/// <summary>A conversation failed. The message names the step, the peer, the reason and what to do.</summary>
public class DicomNetworkException : IOException
{
    /// <summary>A failure in one step of the conversation.</summary>
    public DicomNetworkException(NetworkStep step, string message, Exception? innerException = null)
        : base(message, innerException) => Step = step;

    /// <summary>The step that failed.</summary>
    public NetworkStep Step { get; }
}
