using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Verification and Storage, for whoever may call.</summary>
internal sealed class StorageInboundService(StorageService storage, OwnMoves moves, ILoggerFactory loggers) : IInboundService
{
    /// <inheritdoc/>
    public bool Knows(DicomUid sopClass, InboundCaller caller) =>
        sopClass == DicomUid.Verification || StorageNegotiation.IsStored(sopClass, AcceptsPrivate(caller));

    /// <inheritdoc/>
    public PresentationContextDecision Decide(PresentationContext context, InboundCaller caller) =>
        StorageNegotiation.Decide(context, caller.RolesFor(context.AbstractSyntax), AcceptsPrivate(caller));

    /// <inheritdoc/>
    public RoleSelection? Grant(RoleSelection proposed, InboundCaller caller) => StorageNegotiation.Grant(proposed);

    /// <inheritdoc/>
    public ExtendedNegotiation? Answer(ExtendedNegotiation proposed, InboundCaller caller) =>
        StorageNegotiation.Answer(proposed, AcceptsPrivate(caller));

    /// <inheritdoc/>
    public DimseProvider CreateProvider(InboundAssociation association, InboundCaller caller) =>
        new StorageProvider(storage, association, loggers.CreateLogger<StorageProvider>(), FindLate);

    /// <summary>What a C-MOVE of ours brings: the archive keeps its copy, and who retrieves is told what is here after all commits.</summary>
    private LateCommits? FindLate(CStoreRequest request, DimseContext context, IncomingInstance incoming, IndexEntry entry) =>
        moves.Find(request, context.PeerAETitle, entry.Content.Study.StudyInstanceUid) is { } move && storage.TryKeep(incoming, entry) ? move.Late : null;

    private static bool AcceptsPrivate(InboundCaller caller) => caller.Configuration.LocalAE.AcceptPrivateSopClasses;
}
