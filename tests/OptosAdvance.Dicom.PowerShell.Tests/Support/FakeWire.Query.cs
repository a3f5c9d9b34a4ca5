using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : IQueryWire
{
    public IAsyncEnumerable<IReadOnlyList<QueryPage<StudySummary>>> FindRemoteStudiesAsync(RemoteStudyQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.FindRemoteStudiesAsync(query, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<QueryPage<SeriesSummary>>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.FindSeriesAsync(query, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<QueryPage<InstanceSummary>>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.FindInstancesAsync(query, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<QueryPage<WorklistItem>>> FindWorklistItemsAsync(WorklistQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.FindWorklistItemsAsync(query, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<RetrieveEvent>> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken) =>
        BatchAsync(control.RetrieveAsync(request, cancellationToken), cancellationToken);
}
