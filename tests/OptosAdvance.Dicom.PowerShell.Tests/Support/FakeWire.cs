using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>A control interface as it travels, each item in a batch of its own.</summary>
internal sealed partial class FakeWire(IOptosControl control) : IControlWire
{
    public Task<HostStatus> GetHostStatusAsync(CancellationToken cancellationToken) => control.GetHostStatusAsync(cancellationToken);

    public Task StopHostAsync(CancellationToken cancellationToken) => control.StopHostAsync(cancellationToken);

    public Task<ApplianceConfiguration> GetConfigurationAsync(CancellationToken cancellationToken) => control.GetConfigurationAsync(cancellationToken);

    public Task<ConfigurationChangeResult> ChangeConfigurationAsync(ConfigurationChange change, CancellationToken cancellationToken) =>
        control.ChangeConfigurationAsync(change, cancellationToken);

    public Task<RemoteAETestResult> TestRemoteAEAsync(RemoteAETestRequest request, CancellationToken cancellationToken) =>
        control.TestRemoteAEAsync(request, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<StudyQueryPage>> FindStudiesAsync(StudyQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.FindStudiesAsync(query, cancellationToken), cancellationToken);

    public Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        control.GetStudyAsync(studyInstanceUid, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<ImportEvent>> ImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        BatchAsync(control.ImportAsync(request, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<ExportEvent>> ExportAsync(ExportRequest request, CancellationToken cancellationToken) =>
        BatchAsync(control.ExportAsync(request, cancellationToken), cancellationToken);

    public Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        control.RemoveStudyAsync(studyInstanceUid, cancellationToken);

    public Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken) =>
        control.SetStudyProtectionAsync(studyInstanceUid, isProtected, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<ActivityRecord>> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.GetActivityAsync(query, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken) =>
        control.GetRefusedCallersAsync(cancellationToken);

    private static async IAsyncEnumerable<IReadOnlyList<T>> BatchAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            yield return [item];
        }
    }
}
