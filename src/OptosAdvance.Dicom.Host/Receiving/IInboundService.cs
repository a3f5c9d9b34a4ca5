using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// A service that takes part in associations which others open with the local AE: which contexts it takes of whom, in which roles, and who
/// performs what is asked on them.
/// </summary>
/// <remarks>
/// Registered services are asked in order; the first that knows a SOP class decides about it, so that one association may carry contexts of several.
/// Whether the caller may call at all has been decided before. Thread-safe.
/// </remarks>
internal interface IInboundService
{
    /// <summary>Whether a SOP class is this service's.</summary>
    bool Knows(DicomUid sopClass, InboundCaller caller);

    /// <summary>Answers one proposed context of a SOP class that it knows.</summary>
    PresentationContextDecision Decide(PresentationContext context, InboundCaller caller);

    /// <summary>Roles granted to the caller for a SOP class that it knows (PS3.7 D.3.3.4); null leaves the item unanswered, which means the default.</summary>
    RoleSelection? Grant(RoleSelection proposed, InboundCaller caller);

    /// <summary>Answers a SOP class extended negotiation; null leaves it unanswered.</summary>
    ExtendedNegotiation? Answer(ExtendedNegotiation proposed, InboundCaller caller) => null;

    /// <summary>Who performs what is asked on this service's contexts of one association; disposed with it.</summary>
    DimseProvider CreateProvider(InboundAssociation association, InboundCaller caller);
}
