namespace OptosAdvance.Dicom.Network;

/// <summary>Decides about association requests and hears how connections end. Called concurrently for different connections.</summary>
public interface IAssociationHandler
{
    /// <summary>Answers an association request. When it throws, the request is rejected (2,1,1) and the exception logged.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled when the peer goes away or the listener shuts down.</param>
    ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Called exactly once, after the provider is disposed, for every connection that sent an association request or that misbehaved.
    /// </summary>
    /// <param name="summary">How it ended.</param>
    ValueTask AssociationEndedAsync(AssociationSummary summary);
}
