namespace OptosAdvance.Dicom.Network;

/// <summary>Where an operation takes place: the association, the presentation context, and the way back to the peer.</summary>
public sealed class DimseContext
{
    internal DimseContext(AssociationRequest association, bool isAcceptor, NegotiatedPresentationContext presentationContext, DimseUser peer)
    {
        PeerAETitle = isAcceptor ? association.CallingAETitle : association.CalledAETitle;
        Association = association;
        PresentationContext = presentationContext;
        Peer = peer;
    }

    /// <summary>The association's request: titles, addresses, what was proposed.</summary>
    public AssociationRequest Association { get; }

    /// <summary>AE title of the peer, whoever asked for the association.</summary>
    public string PeerAETitle { get; }

    /// <summary>The presentation context that the request came on.</summary>
    public NegotiatedPresentationContext PresentationContext { get; }

    /// <summary>Invokes operations on the peer over the same association (C-STORE of a C-GET, N-EVENT-REPORT).</summary>
    public DimseUser Peer { get; }
}
