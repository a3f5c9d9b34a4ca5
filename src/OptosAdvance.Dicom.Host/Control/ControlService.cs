using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;

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
    IHostApplicationLifetime lifetime) : IControlWire
{
    private const int ItemsAhead = 256;
    private const int PagesAhead = 2;

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

    public IAsyncEnumerable<IReadOnlyList<StudyQueryPage>> FindStudiesAsync(StudyQuery query, CancellationToken cancellationToken) =>
        Batched(token => search.FindAsync(query, token), PagesAhead);

    public Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        search.GetAsync(studyInstanceUid, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<ImportEvent>> ImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        Batched(token => import.ImportAsync(request, caller.UserName, token), ItemsAhead);

    public IAsyncEnumerable<IReadOnlyList<ExportEvent>> ExportAsync(ExportRequest request, CancellationToken cancellationToken) =>
        Batched(token => export.ExportAsync(request, caller.UserName, token), ItemsAhead);

    public Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        keeping.RemoveAsync(studyInstanceUid, caller.UserName, cancellationToken);

    public Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken) =>
        keeping.SetProtectionAsync(studyInstanceUid, isProtected, caller.UserName, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<ActivityRecord>> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken) =>
        Batched(token => activity.QueryAsync(query, token), ItemsAhead);

    public Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken) =>
        refusedCallers.ListAsync(cancellationToken);

    /// <summary>The request's own token ends with the request; the enumeration has its own.</summary>
    private Batches<T> Batched<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, int readAhead) => new(source, readAhead, caller.SessionEnded);
}
