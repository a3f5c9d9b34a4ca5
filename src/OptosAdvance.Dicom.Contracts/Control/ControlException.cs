namespace OptosAdvance.Dicom.Contracts;

/// <summary>A request to the host failed.</summary>
public sealed class ControlException(ControlError error, Exception? inner = null) : Exception(error.Message, inner)
{
    /// <summary>The error.</summary>
    public ControlError Error { get; } = error;
}
