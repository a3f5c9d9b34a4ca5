using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A peer made of delegates, for what no real peer does on demand. It accepts every context in its first transfer syntax, and every role.</summary>
internal sealed class OwnScp : IAssociationHandler, IAsyncDisposable
{
    private DicomListener? _listener;

    public const string AETitle = "OWNSCP";

    public Func<CFindRequest, DicomDataset, CancellationToken, IAsyncEnumerable<CFindResponse>>? Find { get; init; }

    public Func<CGetRequest, DimseContext, CancellationToken, IAsyncEnumerable<CGetResponse>>? Get { get; init; }

    public Func<CMoveRequest, DicomDataset, CancellationToken, IAsyncEnumerable<CMoveResponse>>? Move { get; init; }

    /// <summary>SOP classes that are refused.</summary>
    public Func<DicomUid, bool> Refuses { get; init; } = _ => false;

    public int Port => _listener!.LocalEndPoint.Port;

    /// <summary>How associations ended.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<AssociationSummary> Ended { get; } = new();

    public OwnScp Start()
    {
        _listener = DicomListener.Bind(
            new DicomListenerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }, this, NullLoggerFactory.Instance, TimeProvider.System);
        return this;
    }

    public ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) => new(new AssociationDecision.Accept(
        [.. request.PresentationContexts.Select(context => Refuses(context.AbstractSyntax)
            ? PresentationContextDecision.Refuse(context, PresentationContextResult.AbstractSyntaxNotSupported)
            : PresentationContextDecision.Accept(context, context.TransferSyntaxes[0]))],
        new Provider(this))
    {
        RoleSelections = request.RoleSelections,
    });

    public ValueTask AssociationEndedAsync(AssociationSummary summary)
    {
        Ended.Enqueue(summary);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
    }

    private sealed class Provider(OwnScp owner) : DimseProvider
    {
        public override IAsyncEnumerable<CFindResponse> OnCFindAsync(CFindRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
            owner.Find?.Invoke(request, identifier, cancellationToken) ?? base.OnCFindAsync(request, identifier, context, cancellationToken);

        public override IAsyncEnumerable<CGetResponse> OnCGetAsync(CGetRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
            owner.Get?.Invoke(request, context, cancellationToken) ?? base.OnCGetAsync(request, identifier, context, cancellationToken);

        public override IAsyncEnumerable<CMoveResponse> OnCMoveAsync(CMoveRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
            owner.Move?.Invoke(request, identifier, cancellationToken) ?? base.OnCMoveAsync(request, identifier, context, cancellationToken);
    }
}
