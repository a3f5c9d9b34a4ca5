using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Storage commitment on associations that others open: archives that report, in the role of provider (PS3.4 J.3.3.1.3).</summary>
internal sealed class CommitmentInboundService(CommitmentReceiver receiver) : IInboundService
{
    /// <inheritdoc/>
    public bool Knows(DicomUid sopClass, InboundCaller caller) => sopClass == DicomUid.StorageCommitmentPushModel;

    /// <inheritdoc/>
    public PresentationContextDecision Decide(PresentationContext context, InboundCaller caller)
    {
        if (!Reports(caller))
        {
            return PresentationContextDecision.Refuse(context, PresentationContextResult.UserRejection);
        }

        foreach (var syntax in context.TransferSyntaxes)
        {
            if (StorageNegotiation.TransferSyntaxes.TryGetValue(syntax, out var known) && !known.IsEncapsulated)
            {
                return PresentationContextDecision.Accept(context, syntax);
            }
        }

        return PresentationContextDecision.Refuse(context, PresentationContextResult.TransferSyntaxesNotSupported);
    }

    /// <inheritdoc/>
    public RoleSelection? Grant(RoleSelection proposed, InboundCaller caller) =>
        proposed with { Scu = false, Scp = proposed.Scp && Reports(caller) };

    /// <inheritdoc/>
    public DimseProvider CreateProvider(InboundAssociation association, InboundCaller caller) =>
        new CommitmentInboundProvider(receiver, association, caller);

    /// <summary>
    /// Whether it may report. Some archives report without proposing the role of provider that the standard demands; whose reports count is decided
    /// by whom we asked, so they may.
    /// </summary>
    private static bool Reports(InboundCaller caller) => caller.Plays(RemoteServices.StorageCommitment);
}
