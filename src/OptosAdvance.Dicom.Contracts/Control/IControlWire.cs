namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// <see cref="IOptosControl"/> as it travels: sequences come in batches of what is there, so that ten thousand events are
/// not ten thousand round trips, and an error comes after everything that preceded it.
/// </summary>
internal interface IControlWire
{
    Task<HostStatus> GetHostStatusAsync(CancellationToken cancellationToken);

    Task StopHostAsync(CancellationToken cancellationToken);

    Task<ApplianceConfiguration> GetConfigurationAsync(CancellationToken cancellationToken);

    Task<ConfigurationChangeResult> ChangeConfigurationAsync(ConfigurationChange change, CancellationToken cancellationToken);

    Task<RemoteAETestResult> TestRemoteAEAsync(RemoteAETestRequest request, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<StudyQueryPage>> FindStudiesAsync(StudyQuery query, CancellationToken cancellationToken);

    Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<ImportEvent>> ImportAsync(ImportRequest request, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<ExportEvent>> ExportAsync(ExportRequest request, CancellationToken cancellationToken);

    Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken);

    Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<ActivityRecord>> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken);

    Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken);
}
