using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens the association of a retrieval, in the way that is wanted or else in the way that the peer offers.</summary>
internal sealed class RetrieveConnector(
    IRemoteAssociations associations, RemoteSearch search, StorageService storage, OwnMoves moves, IApplianceSettings settings, ILoggerFactory loggers)
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
        var (contents, likely, expected) = isGet ? await SurveyAsync(remote, request, mayGuess: true, actor, cancellationToken) : ([], [], null);
        List<PresentationContext> storing = isGet
            ? RetrieveContexts.For(likely.Count > 0 ? likely : Classes(contents.Values), RetrieveContexts.Maximum - contexts.Count)
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
            return new RetrieveConnection(association, method, root, provider, warning)
            {
                Contents = contents,
                IsGuess = likely.Count > 0,
                Expected = expected,
                Move = isGet ? null : moves.Begin(remote.AETitle!.Value, settings.Current.LocalAE.AETitle.Value, request.StudyInstanceUid.Trim()),
            };
        }

        await new RetrieveConnection(association, method, QueryRoot.Study, provider, null).DisposeAsync();
        return null;
    }

    /// <summary>What is to come, as the peer names it in a query; empty when it does not.</summary>
    public async Task<Dictionary<string, Retrievable>> ListAsync(RemoteAE remote, RetrieveRequest request, string actor, CancellationToken cancellationToken) =>
        (await SurveyAsync(remote, request, mayGuess: false, actor, cancellationToken)).Contents;

    /// <summary>Opens an association for what has not come with another; null when the peer does not take it.</summary>
    /// <param name="remote">The peer.</param>
    /// <param name="before">The other.</param>
    /// <param name="instances">What has not come.</param>
    /// <param name="transferSyntax">The only one to propose; null for every one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DicomNetworkException">The peer cannot be reached, or rejects.</exception>
    public async Task<RetrieveConnection?> OpenAgainAsync(
        RemoteAE remote, RetrieveConnection before, IEnumerable<string> instances, DicomUid? transferSyntax, CancellationToken cancellationToken)
    {
        List<PresentationContext> contexts = [.. InformationModel.Contexts(InformationModel.Get, before.Root)];
        var classes = Classes(instances.Select(uid => before.Contents[uid]));
        var room = RetrieveContexts.Maximum - contexts.Count;
        var storing = transferSyntax is { } only ? RetrieveContexts.Only(classes, only, room) : RetrieveContexts.For(classes, room);
        var association = await associations.OpenAsync(
            remote,
            new AssociationProposal
            {
                PresentationContexts = [.. contexts, .. storing],
                RoleSelections = RetrieveContexts.Roles(storing),
                Provider = before.Provider!.Storage,
                ResponseTimeout = s_responseTimeout,
            },
            cancellationToken);
        var connection = new RetrieveConnection(association, RetrieveMethod.Get, before.Root, before.Provider, null) { Contents = before.Contents };
        if (association.Association.NegotiatedContexts.Any(static context => context.IsAccepted && context.IsLocalScp))
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>The classes of what will come; none when the peer has not said so of every instance.</summary>
    private static List<DicomUid> Classes(IEnumerable<Retrievable> contents)
    {
        var classes = contents.Select(static each => each.SopClass).Distinct().ToList();
        return classes.TrueForAll(static sopClass => sopClass.IsValid) ? classes : [];
    }

    private RetrieveProvider MakeProvider()
    {
        var counts = new InboundAssociation();
        var late = new LateCommits();
        return new RetrieveProvider(new StorageProvider(storage, counts, loggers.CreateLogger<StorageProvider>(), (_, _, _, _) => late), counts, late);
    }

    /// <summary>
    /// What will come, as the peer answers a query, or of which classes that is likely to be; nothing when it does not say. With the SOP classes few contexts
    /// do, and each class has one for every transfer syntax.
    /// </summary>
    private async Task<(Dictionary<string, Retrievable> Contents, List<DicomUid> Likely, int? Expected)> SurveyAsync(
        RemoteAE remote, RetrieveRequest request, bool mayGuess, string actor, CancellationToken cancellationToken)
    {
        var query = new InstanceQuery
        {
            Remote = new RemoteQuery { AE = remote.Name, Root = request.Root },
            PatientId = request.PatientId,
            StudyInstanceUid = [request.StudyInstanceUid],
            SeriesInstanceUid = request.SeriesInstanceUid,
            SopInstanceUid = request.SopInstanceUid.Count <= 100 ? request.SopInstanceUid : [],
        };
        var contents = new Dictionary<string, Retrievable>();
        List<DicomUid> likely = [];
        int? expected = request.SopInstanceUid.Count > 0 ? null : 0;
        try
        {
            await foreach (var page in search.FindRetrievableAsync(query, CanGuess, actor, cancellationToken))
            {
                foreach (var each in page.Results)
                {
                    if (each.SopInstanceUid.Length > 0)
                    {
                        contents[each.SopInstanceUid] = each;
                    }
                    else
                    {
                        expected += each.Instances;
                    }
                }
            }
        }
        catch (ControlException)
        {
            // It will be retrieved without that knowledge; the query has its row in the activity log.
            contents.Clear();
            likely = [];
        }

        return (contents, likely, expected);

        bool CanGuess(IEnumerable<string> modalities)
        {
            likely = mayGuess ? ModalityClasses.Of(modalities) : [];
            return likely.Count > 0;
        }
    }
}
