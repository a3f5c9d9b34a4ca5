namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>Asks a remote AE for studies; pages come as the answers do. Cancelling the enumeration sends C-CANCEL.</summary>
    IAsyncEnumerable<QueryPage<StudySummary>> FindRemoteStudiesAsync(RemoteStudyQuery query, CancellationToken cancellationToken);

    /// <summary>Asks the local index or a remote AE for series.</summary>
    IAsyncEnumerable<QueryPage<SeriesSummary>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken);

    /// <summary>Asks the local index or a remote AE for instances.</summary>
    IAsyncEnumerable<QueryPage<InstanceSummary>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>Asks a remote AE for its worklist.</summary>
    IAsyncEnumerable<QueryPage<WorklistItem>> FindWorklistItemsAsync(WorklistQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Brings a study, or some of it, from a remote AE into the repository; the last event has the result. A retrieval of which only a part
    /// came, or nothing, is a result and not an error. Cancelling the enumeration sends C-CANCEL; what has come by then stays.
    /// </summary>
    IAsyncEnumerable<RetrieveEvent> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken);
}
