namespace OptosAdvance.Dicom.Network;

/// <summary>The peer answered with A-ASSOCIATE-RJ.</summary>
public sealed class AssociationRejectedException : DicomNetworkException
{
    /// <summary>A rejection by the peer.</summary>
    public AssociationRejectedException(AssociationRejection rejection, string message)
        : base(NetworkStep.Association, message) => Rejection = rejection;

    /// <summary>Result, source and reason.</summary>
    public AssociationRejection Rejection { get; }

    /// <summary>Permanent or transient.</summary>
    public AssociationRejectResult Result => Rejection.Result;

    /// <summary>Who rejected.</summary>
    public new AssociationRejectSource Source => Rejection.Source;

    /// <summary>Reason code.</summary>
    public byte Reason => Rejection.Reason;
}
