using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens the association of a retrieval, in the way that is wanted or else in the way that the peer offers.</summary>
internal sealed class RetrieveConnector(
    IRemoteAssociations associations, RemoteSearch search, StorageService storage, ILoggerFactory loggers)
{
    /// <summary>
    /// Longest silence before the next response. A peer may fetch from a slow archive first; and during a C-MOVE it need not tell how it gets on, while
    /// its instances come on another association.
    /// </summary>
    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromMinutes(10);

    /// <exception cref="ControlException">The peer offers none of what may be used.</exception>
    /// <exception cref="DicomNetworkException">The peer cannot be reached, or rejects.</exception>
    public async Task<RetrieveConnection> OpenAsync(RemoteAE remote, RetrieveRequest request, string actor, CancellationToken cancellationToken)
    {
        var method = request.Method ?? remote.RetrieveMethod;
        if (await TryAsync(remote, request, method, actor, null, cancellationToken) is { } wanted)
        {
            return wanted;
        }

        var other = method == RetrieveMethod.Get ? RetrieveMethod.Move : RetrieveMethod.Get;
        if (request.Method is null)
        {
            var warning = $"{remote.Name} does not offer {Name(method)} to us; {Name(other)} is used instead.";
            if (await TryAsync(remote, request, other, actor, warning, cancellationToken) is { } instead)
            {
                return instead;
            }
        }

        throw Errors.RemoteFailed(
            remote.Name,
            $"{remote.Name} accepts the association but does not offer {(request.Method is null ? "C-GET or C-MOVE" : Name(method))} to us{(request.Root is { } root ? $" in the {root.ToString().ToLowerInvariant()} root" : "")}.",
            request.Method is null ? "Have its administrator allow retrieval for our AE title." : $"Retrieve with -Method {other}, or have its administrator allow it for our AE title.");
    }

    private static string Name(RetrieveMethod method) => method == RetrieveMethod.Get ? "C-GET" : "C-MOVE";

    private async Task<RetrieveConnection?> TryAsync(
        RemoteAE remote, RetrieveRequest request, RetrieveMethod method, string actor, string? warning, CancellationToken cancellationToken)
    {
        var isGet = method == RetrieveMethod.Get;
        Func<QueryRoot, DicomUid> sopClass = isGet ? InformationModel.Get : InformationModel.Move;
        List<PresentationContext> contexts = [.. InformationModel.Contexts(sopClass, request.Root)];
        List<PresentationContext> storing = isGet
            ? RetrieveContexts.For(await ClassesAsync(remote, request, actor, cancellationToken), RetrieveContexts.Maximum - contexts.Count)
            : [];
        var provider = isGet ? MakeProvider() : null;
        var association = await associations.OpenAsync(
            remote,
            new AssociationProposal
            {
                PresentationContexts = [.. contexts, .. storing],
                RoleSelections = RetrieveContexts.Roles(storing),
                Provider = provider?.Storage,
                ResponseTimeout = s_responseTimeout,
            },
            cancellationToken);
        var accepted = association.Association;
        if (InformationModel.Accepted(accepted, sopClass) is { } root
            && (!isGet || accepted.NegotiatedContexts.Any(static context => context.IsAccepted && context.IsLocalScp)))
        {
            return new RetrieveConnection(association, method, root, provider, warning);
        }

        await new RetrieveConnection(association, method, QueryRoot.Study, provider, null).DisposeAsync();
        return null;
    }

    private RetrieveProvider MakeProvider()
    {
        var counts = new InboundAssociation();
        return new RetrieveProvider(new StorageProvider(storage, counts, loggers.CreateLogger<StorageProvider>()), counts);
    }

    /// <summary>
    /// The SOP classes of what will come, as the peer answers a query; none when it does not say. With them few contexts do, and each of them in every
    /// transfer syntax.
    /// </summary>
    private async Task<List<DicomUid>> ClassesAsync(RemoteAE remote, RetrieveRequest request, string actor, CancellationToken cancellationToken)
    {
        var query = new InstanceQuery
        {
            Remote = new RemoteQuery { AE = remote.Name, Root = request.Root },
            PatientId = request.PatientId,
            StudyInstanceUid = [request.StudyInstanceUid],
            SeriesInstanceUid = request.SeriesInstanceUid,
            SopInstanceUid = request.SopInstanceUid.Count <= 100 ? request.SopInstanceUid : [],
        };
        var classes = new HashSet<DicomUid>();
        var isComplete = true;
        try
        {
            await foreach (var page in search.FindInstancesAsync(query, actor, cancellationToken))
            {
                foreach (var instance in page.Results)
                {
                    isComplete &= instance.SopClassUid.Length > 0;
                    classes.Add(new DicomUid(instance.SopClassUid));
                }
            }
        }
        catch (ControlException)
        {
            // It will be retrieved without that knowledge; the query has its row in the activity log.
            isComplete = false;
        }

        return isComplete ? [.. classes.Where(static sopClass => sopClass.IsValid)] : [];
    }
}
