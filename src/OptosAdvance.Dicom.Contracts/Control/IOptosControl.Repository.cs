namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>How the repository is: space against the watermarks, state, what purging does and why.</summary>
    Task<RepositoryStatus> GetRepositoryStatusAsync(CancellationToken cancellationToken);

    /// <summary>Purges now; one event per study that went or was set aside, and a final one that says why it ended.</summary>
    IAsyncEnumerable<PurgeEvent> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken);

    /// <summary>What a purge would do now: one event for every study, oldest first, and a final one. Nothing is changed.</summary>
    IAsyncEnumerable<PurgeEvent> PreviewPurgeAsync(PurgeRequest request, CancellationToken cancellationToken);
}
