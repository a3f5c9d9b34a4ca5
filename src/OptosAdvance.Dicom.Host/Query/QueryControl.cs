using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Query, retrieve and worklist for one caller.</summary>
internal sealed class QueryControl(ControlCaller caller, RemoteSearch remote, LocalContents local, StudyRetrieval retrieval) : IQueryWire
{
    /// <summary>Answers of a peer that are held for a caller who is slow to read them; then the peer waits.</summary>
    private const int ItemsAhead = 64;

    public IAsyncEnumerable<IReadOnlyList<QueryPage<StudySummary>>> FindRemoteStudiesAsync(RemoteStudyQuery query, CancellationToken cancellationToken) =>
        Batched(token => remote.FindStudiesAsync(query, caller.UserName, token));

    public IAsyncEnumerable<IReadOnlyList<QueryPage<SeriesSummary>>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        Batched(token => query.Remote is null ? local.FindSeriesAsync(query, token) : remote.FindSeriesAsync(query, caller.UserName, token));

    public IAsyncEnumerable<IReadOnlyList<QueryPage<InstanceSummary>>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        Batched(token => query.Remote is null ? local.FindInstancesAsync(query, token) : remote.FindInstancesAsync(query, caller.UserName, token));

    public IAsyncEnumerable<IReadOnlyList<QueryPage<WorklistItem>>> FindWorklistItemsAsync(WorklistQuery query, CancellationToken cancellationToken) =>
        Batched(token => remote.FindWorklistItemsAsync(query, caller.UserName, token));

    public IAsyncEnumerable<IReadOnlyList<RetrieveEvent>> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken) =>
        Batched(token => retrieval.RetrieveAsync(request, caller.UserName, token));

    /// <summary>The request's own token ends with the request; the enumeration has its own.</summary>
    private Batches<T> Batched<T>(Func<CancellationToken, IAsyncEnumerable<T>> source) => new(source, ItemsAhead, caller.SessionEnded);
}
