using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>An association on which a remote AE will retrieve for us.</summary>
/// <param name="Association">Open.</param>
/// <param name="Method">What the peer has accepted.</param>
/// <param name="Root">The information model that it has accepted.</param>
/// <param name="Provider">Takes the instances of a C-GET; null for C-MOVE.</param>
/// <param name="Warning">What a person should know about the choice.</param>
internal sealed record RetrieveConnection(
    RemoteAssociation Association, RetrieveMethod Method, QueryRoot Root, RetrieveProvider? Provider, string? Warning) : IAsyncDisposable
{
    private bool _disposed;

    /// <summary>What the peer has named in a query before, by SOP instance. Empty when it was not asked or did not say.</summary>
    public IReadOnlyDictionary<string, Retrievable> Contents { get; set; } = new Dictionary<string, Retrievable>();

    /// <summary>The contexts are for what there is as a rule, and there may be something else; <see cref="Contents"/> is empty.</summary>
    public bool IsGuess { get; init; }

    /// <summary>So many instances are to come, if the peer has said so of every series; fewer are not all, whatever it counts.</summary>
    public int? Expected { get; init; }

    /// <summary>The C-MOVE that is under way on it, from its first request to its last; null for C-GET.</summary>
    public OwnMove? Move { get; init; }

    /// <summary>Nothing comes any more. Completes when all that came is durable, or lost.</summary>
    /// <returns>SOP instances that were answered and then could not be stored after all.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var late = Move?.Late ?? Provider!.Late;
        await (Move?.EndAsync() ?? late.CloseAsync());
        return late.Lost;
    }

    /// <summary>Releases the association; a peer that does not answer is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        using (var limit = new CancellationTokenSource(StopLimit.Default))
        {
            try
            {
                await Association.Association.ReleaseAsync(limit.Token);
            }
            catch (Exception e) when (e is DicomNetworkException or OperationCanceledException)
            {
                // What has come is stored; how the peer hangs up changes nothing.
            }
        }

        await Association.DisposeAsync();
        if (Provider is not null)
        {
            await Provider.Storage.DisposeAsync();
        }

        if (Move is not null)
        {
            await Move.EndAsync();
        }
    }
}
