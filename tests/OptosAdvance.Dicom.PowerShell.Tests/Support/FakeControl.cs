using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>A host without DICOM: keeps a configuration, and answers the rest as a test says.</summary>
internal sealed partial class FakeControl : IOptosControl
{
    private readonly Lock _gate = new();

    public ApplianceConfiguration Configuration { get; set; } = new();

    public HostStatus Status { get; set; } = new() { Version = "1.2.3", ProcessId = Environment.ProcessId, State = ServiceState.Running };

    public List<StudyDetail> Studies { get; } = [];

    public List<ActivityRecord> Activity { get; } = [];

    public List<RefusedCaller> RefusedCallers { get; } = [];

    public List<ImportEvent> ImportEvents { get; } = [];

    public List<ExportEvent> ExportEvents { get; } = [];

    /// <summary>Changes that were applied.</summary>
    public ConcurrentQueue<ConfigurationChange> Applied { get; } = new();

    /// <summary>Requests, as they came.</summary>
    public ConcurrentQueue<object> Requests { get; } = new();

    public Func<RemoteAETestRequest, CancellationToken, Task<RemoteAETestResult>> Test { get; set; } =
        (request, _) => Task.FromResult(new RemoteAETestResult { Name = request.Name ?? request.AETitle!.Value, Success = true, Step = RemoteAETestStep.Echo });

    /// <summary>Delays what is streamed, or fails it.</summary>
    public Func<CancellationToken, Task> BeforeEach { get; set; } = _ => Task.CompletedTask;

    public Task<HostStatus> GetHostStatusAsync(CancellationToken cancellationToken) => Task.FromResult(Status);

    public Task StopHostAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ApplianceConfiguration> GetConfigurationAsync(CancellationToken cancellationToken) => Task.FromResult(Configuration);

    public Task<ConfigurationChangeResult> ChangeConfigurationAsync(ConfigurationChange change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var after = ConfigurationChangeApplier.Apply(Configuration, change);
            var errors = ConfigurationValidator.Validate(after);
            if (errors.Count > 0)
            {
                throw new ControlException(new ControlError
                {
                    Id = ErrorIds.InvalidConfiguration,
                    Category = ControlErrorCategory.InvalidArgument,
                    Message = "The configuration is refused.",
                    Errors = errors,
                    Target = errors[0].Target,
                });
            }

            var changes = SettingsComparer.Compare(Configuration, after);
            if (!change.ValidateOnly)
            {
                Applied.Enqueue(change);
                Configuration = after;
            }

            return Task.FromResult(new ConfigurationChangeResult
            {
                Configuration = after,
                Changes = changes,
                Warnings = ConfigurationValidator.Warnings(after),
            });
        }
    }

    public Task<RemoteAETestResult> TestRemoteAEAsync(RemoteAETestRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Test(request, cancellationToken);
    }

    public async IAsyncEnumerable<StudyQueryPage> FindStudiesAsync(StudyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Enqueue(query);
        var limit = Math.Min(query.Limit ?? int.MaxValue, Configuration.PatientSearch.MaximumQueryResults);
        foreach (var study in Studies.Take(limit).ToList())
        {
            await BeforeEach(cancellationToken);
            yield return new StudyQueryPage { Studies = [study.Study], Limit = limit };
        }

        yield return new StudyQueryPage { MoreExist = Studies.Count > limit, Limit = limit };
    }

    public Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        Task.FromResult(Studies.Find(study => study.Study.StudyInstanceUid == studyInstanceUid));

    public IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        StreamAsync(request, ImportEvents, cancellationToken);

    public IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, CancellationToken cancellationToken) =>
        StreamAsync(request, ExportEvents, cancellationToken);

    public Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var study = Studies.Single(each => each.Study.StudyInstanceUid == studyInstanceUid);
            Studies.Remove(study);
            return Task.FromResult(study.Study);
        }
    }

    public Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var index = Studies.FindIndex(each => each.Study.StudyInstanceUid == studyInstanceUid);
            Studies[index] = Studies[index] with { Study = Studies[index].Study with { IsProtected = isProtected } };
            return Task.FromResult(Studies[index].Study);
        }
    }

    public IAsyncEnumerable<ActivityRecord> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken) =>
        StreamAsync(query, Activity, cancellationToken);

    public Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RefusedCaller>>(RefusedCallers);

    private async IAsyncEnumerable<T> StreamAsync<T>(object request, List<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        foreach (var item in items)
        {
            await BeforeEach(cancellationToken);
            yield return item;
        }
    }
}
