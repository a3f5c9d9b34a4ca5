namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// The host's control interface: what cmdlets, DSC resources and any later front end may ask of a running host.
/// Carried by JSON-RPC 2.0 over the local endpoint (<see cref="ControlEndpoint"/>).
/// </summary>
/// <remarks>
/// Every member may be called concurrently. A call that cannot be carried out fails with a <see cref="ControlError"/>,
/// which reaches the caller as <see cref="ControlException"/>; a refused change leaves the configuration as it was.
/// Sequences are streamed: they end when the work ends, and cancelling the enumeration cancels the work in the host.
/// Each capability has a file of its own.
/// </remarks>
public partial interface IOptosControl
{
    /// <summary>State of the host: listeners, associations, repository, version.</summary>
    Task<HostStatus> GetHostStatusAsync(CancellationToken cancellationToken);

    /// <summary>Asks the host to stop in an orderly way; returns once the request is accepted.</summary>
    Task StopHostAsync(CancellationToken cancellationToken);

    /// <summary>The configuration in force.</summary>
    Task<ApplianceConfiguration> GetConfigurationAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Applies a change as one transaction: everything in it takes effect, or nothing does.
    /// With <see cref="ConfigurationChange.ValidateOnly"/> it only reports what would change.
    /// </summary>
    Task<ConfigurationChangeResult> ChangeConfigurationAsync(ConfigurationChange change, CancellationToken cancellationToken);

    /// <summary>Tries to reach a remote AE, layer by layer (TCP, TLS, association, C-ECHO).</summary>
    Task<RemoteAETestResult> TestRemoteAEAsync(RemoteAETestRequest request, CancellationToken cancellationToken);

    /// <summary>Searches the local index. The last page says whether more studies match than were returned.</summary>
    IAsyncEnumerable<StudyQueryPage> FindStudiesAsync(StudyQuery query, CancellationToken cancellationToken);

    /// <summary>One study with its series and instances, or null when the index does not hold it.</summary>
    Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken);

    /// <summary>Imports DICOM files from folders of the host's machine; one event per file and a final summary.</summary>
    IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, CancellationToken cancellationToken);

    /// <summary>Exports studies to a folder of the host's machine; one event per instance and a final summary.</summary>
    IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, CancellationToken cancellationToken);

    /// <summary>Removes a study: its index rows and its files.</summary>
    Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken);

    /// <summary>Protects a study from purging, or lifts the protection.</summary>
    Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken);

    /// <summary>Rows of the activity log, newest first.</summary>
    IAsyncEnumerable<ActivityRecord> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken);

    /// <summary>Callers that were turned away, most recent first; a caller that was let in since is not listed.</summary>
    Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken);
}
