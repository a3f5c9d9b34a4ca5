namespace OptosAdvance.Dicom.Network;

/// <summary>What every DIMSE request has.</summary>
public abstract record DimseRequest
{
    private protected DimseRequest()
    {
    }

    /// <summary>Message ID (0000,0110). Left 0 in a request of our own: numbered when it is sent.</summary>
    public ushort MessageId { get; init; }

    /// <summary>
    /// The presentation context that it came on. Left 0 in a request of our own: the first accepted one for its SOP class; to be given where the
    /// class was negotiated under another one (print's meta classes).
    /// </summary>
    public byte PresentationContextId { get; init; }
}
