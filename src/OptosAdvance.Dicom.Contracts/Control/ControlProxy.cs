using System.Runtime.CompilerServices;
using StreamJsonRpc;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The host as seen through a session: one method a call, errors turned into <see cref="ControlException"/>.</summary>
internal sealed partial class ControlProxy(ControlRpc rpc, ControlEndpoint endpoint) : IOptosControl
{
    public Task<HostStatus> GetHostStatusAsync(CancellationToken cancellationToken) =>
        CallAsync<HostStatus>(nameof(GetHostStatusAsync), cancellationToken);

    public Task StopHostAsync(CancellationToken cancellationToken) =>
        CallAsync<object?>(nameof(StopHostAsync), cancellationToken);

    public Task<ApplianceConfiguration> GetConfigurationAsync(CancellationToken cancellationToken) =>
        CallAsync<ApplianceConfiguration>(nameof(GetConfigurationAsync), cancellationToken);

    public Task<ConfigurationChangeResult> ChangeConfigurationAsync(ConfigurationChange change, CancellationToken cancellationToken) =>
        CallAsync<ConfigurationChangeResult>(nameof(ChangeConfigurationAsync), cancellationToken, change);

    public Task<RemoteAETestResult> TestRemoteAEAsync(RemoteAETestRequest request, CancellationToken cancellationToken) =>
        CallAsync<RemoteAETestResult>(nameof(TestRemoteAEAsync), cancellationToken, request);

    public IAsyncEnumerable<StudyQueryPage> FindStudiesAsync(StudyQuery query, CancellationToken cancellationToken) =>
        StreamAsync<StudyQueryPage>(nameof(FindStudiesAsync), query, cancellationToken);

    public Task<StudyDetail?> GetStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        CallAsync<StudyDetail?>(nameof(GetStudyAsync), cancellationToken, studyInstanceUid);

    public IAsyncEnumerable<ImportEvent> ImportAsync(ImportRequest request, CancellationToken cancellationToken) =>
        StreamAsync<ImportEvent>(nameof(ImportAsync), request, cancellationToken);

    public IAsyncEnumerable<ExportEvent> ExportAsync(ExportRequest request, CancellationToken cancellationToken) =>
        StreamAsync<ExportEvent>(nameof(ExportAsync), request, cancellationToken);

    public Task<StudySummary> RemoveStudyAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        CallAsync<StudySummary>(nameof(RemoveStudyAsync), cancellationToken, studyInstanceUid);

    public Task<StudySummary> SetStudyProtectionAsync(string studyInstanceUid, bool isProtected, CancellationToken cancellationToken) =>
        CallAsync<StudySummary>(nameof(SetStudyProtectionAsync), cancellationToken, studyInstanceUid, isProtected);

    public IAsyncEnumerable<ActivityRecord> GetActivityAsync(ActivityQuery query, CancellationToken cancellationToken) =>
        StreamAsync<ActivityRecord>(nameof(GetActivityAsync), query, cancellationToken);

    public Task<IReadOnlyList<RefusedCaller>> GetRefusedCallersAsync(CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<RefusedCaller>>(nameof(GetRefusedCallersAsync), cancellationToken);

    private async Task<T> CallAsync<T>(string method, CancellationToken cancellationToken, params object[] arguments)
    {
        try
        {
            return await rpc.InvokeWithCancellationAsync<T>(method, arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Translate(e, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        string method, object argument, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = await CallAsync<IAsyncEnumerable<IReadOnlyList<T>>>(method, cancellationToken, argument).ConfigureAwait(false);
        var enumerator = batches.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await MoveNextAsync(enumerator, cancellationToken).ConfigureAwait(false))
            {
                foreach (var item in enumerator.Current)
                {
                    yield return item;
                }
            }
        }
        finally
        {
            await EndAsync(enumerator, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the host that nobody listens any more; a host that is gone need not be told, and its loss has been reported.</summary>
    private async Task EndAsync<T>(IAsyncEnumerator<IReadOnlyList<T>> enumerator, CancellationToken cancellationToken)
    {
        try
        {
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Translate(e, cancellationToken) is { Error.Category: ControlErrorCategory.ConnectionError })
        {
        }
    }

    private async Task<bool> MoveNextAsync<T>(IAsyncEnumerator<IReadOnlyList<T>> enumerator, CancellationToken cancellationToken)
    {
        try
        {
            return await enumerator.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Translate(e, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>What an exception of the session means to the caller; null when it may pass as it is.</summary>
    private ControlException? Translate(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RemoteInvocationException { DeserializedErrorData: ControlError error } => new ControlException(error, exception),
        RemoteInvocationException or RemoteMethodNotFoundException => new ControlException(
            new ControlError { Message = $"The host answered with an error: {exception.Message}", Target = endpoint.DataDirectory }, exception),
        ConnectionLostException or ObjectDisposedException => ControlErrors.ConnectionLost(endpoint, exception),
        OperationCanceledException when !cancellationToken.IsCancellationRequested => ControlErrors.ConnectionLost(endpoint, exception),
        _ => null,
    };
}
