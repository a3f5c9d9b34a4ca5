using System.Collections.Concurrent;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>An archive that takes everything and remembers how often it got each instance, and what.</summary>
internal sealed class CountingArchive : IAssociationHandler, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (int Times, ulong Hash)> _received = new();
    private DicomListener? _listener;

    public int Port => _listener!.LocalEndPoint.Port;

    /// <summary>Instances, each counted once.</summary>
    public int Count => _received.Count;

    /// <summary>How often each was received.</summary>
    public IReadOnlyDictionary<string, int> Times => _received.ToDictionary(static pair => pair.Key, static pair => pair.Value.Times);

    public static CountingArchive Start()
    {
        var archive = new CountingArchive();
        archive._listener = DicomListener.Bind(
            new DicomListenerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, archive, NullLoggerFactory.Instance, TimeProvider.System);
        return archive;
    }

    /// <summary>Hash of the data set that was received.</summary>
    public ulong HashOf(string uid) => _received[uid].Hash;

    public ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) => new(new AssociationDecision.Accept(
        [.. request.PresentationContexts.Select(context => new PresentationContextDecision(context.Id, PresentationContextResult.Acceptance, context.TransferSyntaxes[0]))],
        new Provider(this)));

    public ValueTask AssociationEndedAsync(AssociationSummary summary) => default;

    public ValueTask DisposeAsync() => _listener?.DisposeAsync() ?? default;

    private sealed class Provider(CountingArchive archive) : DimseProvider
    {
        public override async ValueTask<CStoreResponse> OnCStoreAsync(CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken)
        {
            var hash = new XxHash3();
            while (true)
            {
                var result = await dataSet.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    hash.Append(segment.Span);
                }

                dataSet.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }

            var value = hash.GetCurrentHashAsUInt64();
            archive._received.AddOrUpdate(request.AffectedSopInstanceUid.Value, (1, value), (_, known) => (known.Times + 1, value));
            return new CStoreResponse(DimseStatus.Success);
        }
    }
}
