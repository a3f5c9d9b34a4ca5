using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens associations on which remote AEs are queried.</summary>
internal sealed class QuerySessions(IApplianceSettings settings, IRemoteAssociations associations, TimeProvider time)
{
    /// <summary>Longest that a peer may think before its next answer; some search their tapes.</summary>
    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromMinutes(2);

    /// <summary>For query and retrieve.</summary>
    /// <exception cref="ControlException">The entry does not play the service, or the peer does not offer it.</exception>
    /// <exception cref="DicomNetworkException">The peer cannot be reached, or rejects.</exception>
    public async Task<QuerySession> OpenAsync(RemoteQuery query, CancellationToken cancellationToken)
    {
        var remote = settings.Require(query.AE, RemoteServices.QueryRetrieve);
        var association = await associations.OpenAsync(
            remote, Proposal([.. InformationModel.Contexts(InformationModel.Find, query.Root)]), cancellationToken);
        if (InformationModel.Accepted(association.Association, InformationModel.Find) is { } root)
        {
            return new QuerySession(association, InformationModel.Find(root), root, query, time);
        }

        await association.DisposeAsync();
        throw NotOffered(remote, query.Root is { } wanted ? $"queries in the {wanted.ToString().ToLowerInvariant()} root" : "queries (C-FIND)");
    }

    /// <summary>For worklists.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<QuerySession> OpenWorklistAsync(RemoteQuery query, CancellationToken cancellationToken)
    {
        var remote = settings.Require(query.AE, RemoteServices.ModalityWorklist);
        var sopClass = DicomUid.ModalityWorklistInformationModelFind;
        var association = await associations.OpenAsync(
            remote, Proposal([new PresentationContext(sopClass, InformationModel.TransferSyntaxes)]), cancellationToken);
        if (association.Association.FindContext(sopClass) is not null)
        {
            return new QuerySession(association, sopClass, QueryRoot.Study, query, time);
        }

        await association.DisposeAsync();
        throw NotOffered(remote, "worklists");
    }

    private static AssociationProposal Proposal(IReadOnlyList<PresentationContext> contexts) => new() { PresentationContexts = contexts, ResponseTimeout = s_responseTimeout };

    private static ControlException NotOffered(RemoteAE remote, string what) => Errors.RemoteFailed(
        remote.Name,
        $"{remote.Name} accepts the association but does not offer {what} to us.",
        $"See with Test-OptosDicomAE -Name {remote.Name} what it offers; have its administrator allow it for our AE title.");
}
