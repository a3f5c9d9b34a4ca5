using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Sends instances on one association: as many at once as the peer has granted, the next one opened while the peer is still busy with the one
/// before. Serves one call.
/// </summary>
internal sealed class InstanceSender(IJobRun run, DicomAssociation association, StorageVolumes volumes, SendFolder folder, int maximumWindow) : IDisposable
{
    /// <summary>A peer that says so often in a row that it cannot take more now is left alone for a while.</summary>
    private const int MostRefusals = 3;

    private readonly DimsePriority _priority = run.Job.Priority switch
    {
        JobPriority.High => DimsePriority.High,
        JobPriority.Low => DimsePriority.Low,
        _ => DimsePriority.Medium,
    };

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The next one, opened or being opened; belongs to whose turn it is.</summary>
    private Task<OpenedInstance?>? _ahead;
    private int _next;
    private int _refusals;
    private volatile string? _retryReason;

    /// <summary>Why some instances have to be tried again; null when none has.</summary>
    public string? RetryReason => _retryReason;

    /// <summary>Sends them, and reports what became of each.</summary>
    /// <exception cref="DicomNetworkException">The association broke; what has no result is to be sent again.</exception>
    public async Task SendAsync(IReadOnlyList<OutgoingInstance> instances, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var window = association.AsynchronousOperationsWindow.Invoked;
        var concurrent = Math.Min(window == 0 ? maximumWindow : Math.Min((int)window, maximumWindow), Math.Max(1, instances.Count));
        var tasks = new List<Task>(concurrent);
        for (var i = 0; i < concurrent; i++)
        {
            tasks.Add(Task.Run(() => SendInTurnAsync(instances, stop.Token), CancellationToken.None));
        }

        try
        {
            // The first that fails ends the others, which then fail because of it: its reason is the one that is thrown.
            await foreach (var ended in Task.WhenEach(tasks))
            {
                await ended;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CloseAheadAsync();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task CloseAheadAsync()
    {
        if (_ahead is not { } ahead)
        {
            return;
        }

        await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ahead.IsCompletedSuccessfully && await ahead is { } left)
        {
            await left.DisposeAsync();
        }
    }

    private async Task SendInTurnAsync(IReadOnlyList<OutgoingInstance> instances, CancellationToken cancellationToken)
    {
        while (await StartNextAsync(instances, cancellationToken) is { } storing)
        {
            await storing;
        }
    }

    /// <summary>Begins to send the next one, in the order of the job; null when there is none.</summary>
    private async Task<Task?> StartNextAsync(IReadOnlyList<OutgoingInstance> instances, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await (_ahead ??= OpenNextAsync(instances, cancellationToken)) is not { } opened)
            {
                return null;
            }

            var storing = StoreAsync(opened, cancellationToken);
            _ahead = OpenNextAsync(instances, cancellationToken);
            return storing;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Opens the next one that can be sent; null when there is none.</summary>
    private async Task<OpenedInstance?> OpenNextAsync(IReadOnlyList<OutgoingInstance> instances, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _refusals) < MostRefusals && _next < instances.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryOpenAsync(instances[_next++], cancellationToken) is { } opened)
            {
                return opened;
            }
        }

        return null;
    }

    private async ValueTask<OpenedInstance?> TryOpenAsync(OutgoingInstance instance, CancellationToken cancellationToken)
    {
        if (Encodings.Choose(association, instance, out var reason) is not { } context)
        {
            await run.ReportAsync(new JobItemResult(instance.Item, JobItemState.Failed, null, reason));
            return null;
        }

        try
        {
            return await OpenedInstance.OpenAsync(
                instance, context, volumes.PathOf(instance.VolumeId, instance.Key), folder.Path, cancellationToken);
        }
        catch (Exception e) when (e is DicomFormatException or InvalidDataException)
        {
            await run.ReportAsync(new JobItemResult(
                instance.Item,
                JobItemState.Failed,
                null,
                $"It is stored in {instance.TransferSyntax.Name}, and cannot be turned into {context.TransferSyntax.Name}, which the peer takes: {e.Message}"));
            return null;
        }
        catch (DamagedInstanceException e)
        {
            await run.ReportAsync(new JobItemResult(instance.Item, JobItemState.Failed, null, e.Message));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A volume that is away comes back.
            _retryReason = $"The file of {instance.Item.SopInstanceUid} cannot be read: {e.Message}";
            return null;
        }
    }

    private async Task StoreAsync(OpenedInstance opened, CancellationToken cancellationToken)
    {
        await using var _ = opened;
        CStoreResponse response;
        try
        {
            response = await opened.StoreAsync(association, _priority, cancellationToken);
        }
        catch (DamagedInstanceException e)
        {
            // Found out in the middle: the association is aborted, and the others go on the next one.
            await run.ReportAsync(new JobItemResult(opened.Instance.Item, JobItemState.Failed, null, e.Message));
            throw;
        }

        if (StoreResult.IsTransient(response.Status, run.Job.Attempts))
        {
            Interlocked.Increment(ref _refusals);
            _retryReason = $"{run.Remote.Name} cannot take more now: {StoreResult.Comment(response)}";
            return;
        }

        Volatile.Write(ref _refusals, 0);
        await run.ReportAsync(StoreResult.Of(opened.Instance, response));
    }
}
