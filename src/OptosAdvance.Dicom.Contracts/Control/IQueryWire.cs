namespace OptosAdvance.Dicom.Contracts;

/// <summary>Query, retrieve and worklist as they travel.</summary>
internal interface IQueryWire
{
    IAsyncEnumerable<IReadOnlyList<QueryPage<StudySummary>>> FindRemoteStudiesAsync(RemoteStudyQuery query, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<QueryPage<SeriesSummary>>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<QueryPage<InstanceSummary>>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<QueryPage<WorklistItem>>> FindWorklistItemsAsync(WorklistQuery query, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<RetrieveEvent>> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken);
}
