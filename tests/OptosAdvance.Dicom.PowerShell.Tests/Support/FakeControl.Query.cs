using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    public List<QueryPage<StudySummary>> RemoteStudies { get; } = [];

    public List<QueryPage<SeriesSummary>> Series { get; } = [];

    public List<QueryPage<InstanceSummary>> Instances { get; } = [];

    public List<QueryPage<WorklistItem>> Worklist { get; } = [];

    public List<RetrieveEvent> RetrieveEvents { get; } = [];

    public IAsyncEnumerable<QueryPage<StudySummary>> FindRemoteStudiesAsync(RemoteStudyQuery query, CancellationToken cancellationToken) =>
        StreamAsync(query, RemoteStudies, cancellationToken);

    public IAsyncEnumerable<QueryPage<SeriesSummary>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        StreamAsync(query, Series, cancellationToken);

    public IAsyncEnumerable<QueryPage<InstanceSummary>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        StreamAsync(query, Instances, cancellationToken);

    public IAsyncEnumerable<QueryPage<WorklistItem>> FindWorklistItemsAsync(WorklistQuery query, CancellationToken cancellationToken) =>
        StreamAsync(query, Worklist, cancellationToken);

    public IAsyncEnumerable<RetrieveEvent> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken) =>
        StreamAsync(request, RetrieveEvents, cancellationToken);
}
