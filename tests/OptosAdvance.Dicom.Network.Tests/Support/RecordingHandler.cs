using System.Collections.Concurrent;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>Accepts everything unless told otherwise, and remembers how connections ended.</summary>
internal sealed class RecordingHandler(Func<AssociationRequest, DimseProvider> provider) : IAssociationHandler
{
    private readonly TaskCompletionSource<AssociationSummary> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<AssociationRequest, AssociationDecision?>? Decide { get; init; }

    public ConcurrentQueue<AssociationSummary> Ended { get; } = new();

    public ConcurrentQueue<AssociationRequest> Requests { get; } = new();

    public Task<AssociationSummary> FirstEnded => _first.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public static AssociationDecision.Accept AcceptAll(AssociationRequest request, DimseProvider provider) =>
        new([.. request.PresentationContexts.Select(c => PresentationContextDecision.Accept(c, c.TransferSyntaxes[0]))], provider)
        {
            RoleSelections = request.RoleSelections,
            AsynchronousOperationsWindow = request.AsynchronousOperationsWindow,
        };

    public ValueTask<AssociationDecision> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return new(Decide?.Invoke(request) ?? AcceptAll(request, provider(request)));
    }

    public ValueTask AssociationEndedAsync(AssociationSummary summary)
    {
        Ended.Enqueue(summary);
        _first.TrySetResult(summary);
        return default;
    }
}
