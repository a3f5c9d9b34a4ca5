using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;
using StreamJsonRpc;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the host answers to one caller: each request goes through the door of the capability that it concerns.</summary>
internal sealed class ControlService(
    ControlCaller caller,
    IApplianceSettings settings,
    ConfigurationService configuration,
    HostStatusReader status,
    RemoteAETester tester,
    IStudySearch search,
    IStudyImport import,
    IStudyExport export,
    IStudyKeeping keeping,
    ActivityLog activity,
    RefusedCallers refusedCallers,
    IHostApplicationLifetime lifetime) : IOptosControl
{
    /// <summary>Rows travel many at a time, and are read ahead while the caller works on the last ones.</summary>
    private static readonly JsonRpcEnumerableSettings ManyAtATime = new() { MinBatchSize = 100, MaxReadAhead = 200 };

    /// <summary>Each event travels as soon as it is there; those that wait travel together.</summary>
    private static readonly JsonRpcEnumerableSettings AsTheyCome = new() { MaxReadAhead = 256 };

    public Task<HostStatus> GetHostStatusAsync(CancellationToken cancellationToken) => status.ReadAsync(cancellationToken);

    public Task StopHostAsync(CancellationToken cancellationToken)
    {
        activity.Record(new ActivityRecord { Kind = ActivityKind.Host, Peer = caller.UserName, Message = "Asked to stop" });
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    public Task<ApplianceConfiguration> GetConfigurationAsync(CancellationToken cancellationToken) =>
        Task.FromResult(settings.Current.HideSecrets());

    public Task<ConfigurationChangeResult> ChangeConfigurationAsync(ConfigurationChange change, CancellationToken cancellationToken) =>
        configuration.ChangeAsync(change, caller.UserName, cancellationToken);

    public Task<RemoteAETestResult> TestRemoteAEAsync(RemoteAETestRequest request, CancellationToken cancellationToken) =>
        tester.TestAsync(request, caller.UserName, cancellationToken);

    public IAsyncEnumerable<StudyQueryPage> FindStudiesAsync(StudyQuery query, CancellationToken cancellationToken) =>
        search.FindAsync(query, cancellationToken).WithJsonRpcSettings(new JsonRpcEnumerableSettings { MaxReadAhead = 2 });

    public Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        search.GetAsync(studyInstanceUid, cancellationToken);

    public IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        import.ImportAsync(request, cancellationToken).WithJsonRpcSettings(AsTheyCome);

    public IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, CancellationToken cancellationToken) =>
        export.ExportAsync(request, cancellationToken).WithJsonRpcSettings(AsTheyCome);

    public Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        keeping.RemoveAsync(studyInstanceUid, caller.UserName, cancellationToken);

    public Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken) =>
        keeping.SetProtectionAsync(studyInstanceUid, isProtected, caller.UserName, cancellationToken);

    public IAsyncEnumerable<ActivityRecord> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken) =>
        activity.QueryAsync(query, cancellationToken).WithJsonRpcSettings(ManyAtATime);

    public Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken) =>
        refusedCallers.ListAsync(cancellationToken);
}
