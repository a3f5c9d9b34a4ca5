namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public IAsyncEnumerable<QueryPage<StudySummary>> FindRemoteStudiesAsync(RemoteStudyQuery query, CancellationToken cancellationToken) =>
        StreamAsync<QueryPage<StudySummary>>(nameof(FindRemoteStudiesAsync), query, cancellationToken);

    public IAsyncEnumerable<QueryPage<SeriesSummary>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        StreamAsync<QueryPage<SeriesSummary>>(nameof(FindSeriesAsync), query, cancellationToken);

    public IAsyncEnumerable<QueryPage<InstanceSummary>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        StreamAsync<QueryPage<InstanceSummary>>(nameof(FindInstancesAsync), query, cancellationToken);

    public IAsyncEnumerable<QueryPage<WorklistItem>> FindWorklistItemsAsync(WorklistQuery query, CancellationToken cancellationToken) =>
        StreamAsync<QueryPage<WorklistItem>>(nameof(FindWorklistItemsAsync), query, cancellationToken);

    public IAsyncEnumerable<RetrieveEvent> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken) =>
        StreamAsync<RetrieveEvent>(nameof(RetrieveAsync), request, cancellationToken);
}
