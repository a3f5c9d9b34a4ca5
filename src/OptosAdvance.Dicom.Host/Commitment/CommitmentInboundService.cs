using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Storage commitment on associations that others open: archives that report, in the role of provider (PS3.4 J.3.3.1.3), and cameras that ask whether what they
/// have stored is kept, in the role of user.
/// </summary>
internal sealed class CommitmentInboundService(CommitmentReceiver receiver, CommitmentPledges pledges) : IInboundService
{
    /// <inheritdoc/>
    public bool Knows(DicomUid sopClass, InboundCaller caller) => sopClass == DicomUid.StorageCommitmentPushModel;

    /// <inheritdoc/>
    public PresentationContextDecision Decide(PresentationContext context, InboundCaller caller)
    {
        var roles = caller.RolesFor(context.AbstractSyntax);
        var isServed = (roles is not { Scu: false } && MayAsk(caller)) || (roles is null or { Scp: true } && MayReport(caller));
        if (!isServed)
        {
            return PresentationContextDecision.Refuse(context, PresentationContextResult.UserRejection);
        }

        var syntax = context.TransferSyntaxes.FirstOrDefault(CommitmentMessages.TransferSyntaxes.Contains);
        return syntax.IsEmpty
            ? PresentationContextDecision.Refuse(context, PresentationContextResult.TransferSyntaxesNotSupported)
            : PresentationContextDecision.Accept(context, syntax);
    }

    /// <inheritdoc/>
    public RoleSelection? Grant(RoleSelection proposed, InboundCaller caller) =>
        proposed with { Scu = proposed.Scu && MayAsk(caller), Scp = proposed.Scp && MayReport(caller) };

    /// <inheritdoc/>
    public DimseProvider CreateProvider(InboundAssociation association, InboundCaller caller) =>
        new CommitmentInboundProvider(receiver, MayAsk(caller) ? pledges : null, association, caller);

    /// <summary>
    /// Some archives report without proposing the role of provider that the standard demands. Whose report counts is decided by whom we asked, so
    /// they may.
    /// </summary>
    private static bool MayReport(InboundCaller caller) => caller.Plays(RemoteServices.StorageCommitment);

    /// <summary>We must be able to keep our word, and to give it.</summary>
    private static bool MayAsk(InboundCaller caller) => CommitmentPledges.CanPledge(caller.Configuration) && CommitmentPledges.FindEntry(caller) is not null;
}
