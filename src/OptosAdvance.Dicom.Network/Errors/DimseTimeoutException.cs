namespace OptosAdvance.Dicom.Network;

/// <summary>The peer did not answer an operation in time.</summary>
public sealed class DimseTimeoutException : DicomNetworkException
{
    /// <summary>A time-out of one operation.</summary>
    public DimseTimeoutException(string message)
        : base(NetworkStep.Dimse, message)
    {
    }
}
