using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Admits or refuses associations with the local AE, and tells the activity log what became of them.</summary>
internal sealed partial class InboundAssociations(
    IApplianceSettings settings,
    CallerCheck callers,
    InboundServices services,
    IActivityLog activity,
    IRefusedCallers refused,
    TimeProvider time,
    ILogger<InboundAssociations> logger) : IAssociationHandler
{
    /// <summary>A caller that knocks without end gets one row of the activity log in this time; its refusals are counted all the same.</summary>
    private static readonly TimeSpan s_refusalInterval = TimeSpan.FromMinutes(1);

    private const int MaximumRememberedRefusals = 1000;

    private readonly ConcurrentDictionary<string, InboundAssociation> _running = new();
    private readonly ConcurrentDictionary<(string Calling, string Address, string Rejection), DateTimeOffset> _told = new();
    private readonly ILogger _logger = logger;
    private int _count;

    /// <summary>Associations that run now, on every listener of the local AE.</summary>
    public int Count => Volatile.Read(ref _count);

    public async ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
    {
        var configuration = settings.Current;
        var local = configuration.LocalAE;
        if (request.CalledAETitle != local.AETitle.Value)
        {
            return Refuse(
                request,
                AssociationRejection.CalledAETitleNotRecognized,
                $"It called '{request.CalledAETitle}'; the local AE title is '{local.AETitle}'.");
        }

        var objection = await callers.FindObjectionAsync(
            configuration, request.CallingAETitle, request.RemoteEndPoint?.Address, cancellationToken);
        if (objection is not null)
        {
            return Refuse(request, AssociationRejection.CallingAETitleNotRecognized, objection);
        }

        if (Interlocked.Increment(ref _count) > local.MaximumInboundAssociations)
        {
            Interlocked.Decrement(ref _count);
            return Refuse(
                request,
                AssociationRejection.LocalLimitExceeded,
                $"{local.MaximumInboundAssociations} associations are running, which is MaximumInboundAssociations.");
        }

        var association = new InboundAssociation();
        _running[request.ConnectionId] = association;
        return services.Accept(new InboundCaller(request, configuration), association);
    }

    public ValueTask AssociationEndedAsync(AssociationSummary summary)
    {
        if (_running.TryRemove(summary.ConnectionId, out var association))
        {
            Interlocked.Decrement(ref _count);
            foreach (var row in association.Describe(summary))
            {
                activity.Record(row);
            }
        }
        else if (summary.Ending != AssociationEnding.Rejected && IsWorthTelling(("", AddressOf(summary), summary.Ending.ToString())))
        {
            activity.Record(new ActivityRecord
            {
                Kind = ActivityKind.Association,
                Outcome = ActivityOutcome.Failure,
                Peer = summary.Request?.CallingAETitle,
                Address = AddressOf(summary),
                DurationMilliseconds = summary.Duration.TotalMilliseconds,
                Bytes = summary.BytesReceived,
                Message = summary.Text,
            });
        }

        return ValueTask.CompletedTask;
    }

    private static string AddressOf(AssociationSummary summary) => summary.RemoteEndPoint?.Address.ToString() ?? "";

    private AssociationDecision.Reject Refuse(AssociationRequest request, AssociationRejection rejection, string reason)
    {
        var address = request.RemoteEndPoint?.Address is { } remote
            ? (remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote).ToString()
            : "";
        LogRefused(request.CallingAETitle, address, rejection.ToString(), reason);
        refused.Record(new RefusedCaller
        {
            Name = request.CallingAETitle,
            AETitle = request.CallingAETitle,
            HostName = address,
            CalledAETitle = request.CalledAETitle,
            Reason = reason,
            Rejection = rejection.ToString(),
            Wanted = request.PresentationContexts.Select(static context => context.AbstractSyntax.Name).Distinct().Take(20).ToEquatableList(),
        });
        if (IsWorthTelling((request.CallingAETitle, address, rejection.ToString())))
        {
            activity.Record(new ActivityRecord
            {
                Kind = ActivityKind.Refusal,
                Outcome = ActivityOutcome.Warning,
                Peer = request.CallingAETitle,
                Address = address,
                Message = $"Refused {rejection}: {reason}",
            });
        }

        return new AssociationDecision.Reject(rejection);
    }

    private bool IsWorthTelling((string Calling, string Address, string Rejection) what)
    {
        var now = time.GetUtcNow();
        if (_told.TryGetValue(what, out var last) && now - last < s_refusalInterval)
        {
            return false;
        }

        if (_told.Count >= MaximumRememberedRefusals)
        {
            foreach (var (old, when) in _told)
            {
                if (now - when >= s_refusalInterval)
                {
                    _told.TryRemove(old, out _);
                }
            }

            if (_told.Count >= MaximumRememberedRefusals)
            {
                // Somebody makes up names; the list of refused callers still counts them.
                return false;
            }
        }

        _told[what] = now;
        return true;
    }

    [LoggerMessage(EventId = 3100, Level = LogLevel.Warning, Message = "Refused {CallingAETitle} from {Address}: {Rejection}. {Reason}")]
    private partial void LogRefused(string callingAETitle, string address, string rejection, string reason);
}
