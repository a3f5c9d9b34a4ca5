using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The doors of an appliance that holds no studies and listens to nobody.</summary>
internal sealed class EmptyDoors(ApplianceDirectory directory) : IListeners, IRepositoryStatus, IStudySearch, IStudyImport, IStudyExport, IStudyKeeping
{
    public ServiceState State => ServiceState.Stopped;

    public string? StateReason => null;

    public IReadOnlyList<ListenerStatus> GetStatus() => [];

    public Contracts.RepositoryVolume MeasureVolume() => new() { Path = directory.DefaultRepositoryPath };

    public async IAsyncEnumerable<StudyQueryPage> FindAsync(StudyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new StudyQueryPage { Limit = query.Limit ?? 100 };
    }

    public Task<StudyDetail?> GetAsync(string studyInstanceUid, CancellationToken cancellationToken) => Task.FromResult<StudyDetail?>(null);

    public Task<(long Studies, long Instances)> CountAsync(CancellationToken cancellationToken) => Task.FromResult((0L, 0L));

    public async IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new ImportEvent();
    }

    public async IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new ExportEvent();
    }

    public Task<StudySummary> RemoveAsync(string studyInstanceUid, string actor, CancellationToken cancellationToken) => throw NoStudy(studyInstanceUid);

    public Task<StudySummary> SetProtectionAsync(string studyInstanceUid, bool isProtected, string actor, CancellationToken cancellationToken) =>
        throw NoStudy(studyInstanceUid);

    private static ControlException NoStudy(string studyInstanceUid) => new(new ControlError
    {
        Id = ErrorIds.NotFound,
        Category = ControlErrorCategory.ObjectNotFound,
        Target = studyInstanceUid,
        Message = $"There is no study {studyInstanceUid}.",
        RecommendedAction = "Search with Find-OptosStudy.",
    });
}
