namespace OptosAdvance.Dicom.Contracts;

/// <summary>The repository's part of <see cref="IOptosControl"/> as it travels (<see cref="IControlWire"/>).</summary>
internal interface IRepositoryWire
{
    Task<RepositoryStatus> GetRepositoryStatusAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<PurgeEvent>> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<PurgeEvent>> PreviewPurgeAsync(PurgeRequest request, CancellationToken cancellationToken);
}
