namespace OptosAdvance.Dicom.Network;

/// <summary>The association ended by A-ABORT, by a lost connection, or by a breach of the protocol.</summary>
public sealed class AssociationAbortedException : DicomNetworkException
{
    /// <summary>An association that broke.</summary>
    public AssociationAbortedException(AssociationEnding ending, string message, Exception? innerException = null)
        : base(NetworkStep.Dimse, message, innerException) => Ending = ending;

    /// <summary>How it ended.</summary>
    public AssociationEnding Ending { get; }
}
