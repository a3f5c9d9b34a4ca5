using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Opens the repository at start and recovers it, moves to another folder when the configuration says so, watches that its volume is there, and
/// makes the index durable while nothing else happens.
/// </summary>
internal sealed partial class RepositoryService(
    ApplianceDirectory directory,
    IApplianceSettings settings,
    StorageVolumes volumes,
    IndexWriter index,
    IngestCommitter committer,
    RepositoryState state,
    IVolumeProbe probe,
    SpaceGuard space,
    TimeProvider time,
    ILogger<RepositoryService> logger) : BackgroundService, IConfigurationParticipant, IRepositoryStatus
{
    /// <summary>Time between two looks at the volume, and between two emptyings of the log when little comes in.</summary>
    internal static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);

    /// <summary>What a probe writes: a volume that has room for this much takes data again.</summary>
    private const int ProbeLength = 1 << 20;

    public ServiceState State => state.Current;

    public string? StateReason => state.Reason;

    public DateTimeOffset StateSince => state.Since;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        state.Restore();

        // It was opened, or made anew.
        state.Clear(SuspensionCause.IndexDamaged);
        try
        {
            OpenAll();
        }
        catch (SqliteException exception) when (IndexDamage.Is(exception))
        {
            // What has been recovered of the log is in an index that nobody will read: the next start does it again.
            IndexDamage.Note(index.Database.Path, exception);
            throw new HostStartException(
                $"The index '{index.Database.Path}' is damaged: {exception.Message} Start the host again: it sets the index aside and makes it anew from the stored files.", inner: exception);
        }

        committer.Start();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await committer.StopAsync();
    }

    public Contracts.RepositoryVolume MeasureVolume()
    {
        var path = CurrentPath;
        // When the volume is away the state says so.
        var space = probe.Measure(path) ?? default;
        return new Contracts.RepositoryVolume { Path = path, TotalBytes = space.TotalBytes, FreeBytes = space.FreeBytes };
    }

    public async Task<IPreparedChange?> PrepareAsync(
        ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken)
    {
        var path = PathOf(after);
        if (IsSamePath(PathOf(before), path))
        {
            return null;
        }

        StorageVolume volume;
        try
        {
            volume = volumes.Open.FirstOrDefault(open => IsSamePath(open.Root, path) && open.IsPresent) ?? StorageVolume.OpenOrCreate(path);
            Probe(volume);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Errors.PathUnavailable(
                path,
                $"The repository cannot be at '{path}': {exception.Message}",
                "Give an absolute path of a folder that the host's account can create or write to.",
                exception);
        }

        var isOpen = volumes.Open.Contains(volume);
        if (!isOpen)
        {
            await committer.AttachAsync(volume);
        }

        // An opened volume that is not used stays open; the next preparation finds it.
        return new PreparedAction(() =>
        {
            volumes.SetCurrent(volume);
            state.Clear(SuspensionCause.VolumeMissing);
            state.Clear(SuspensionCause.WriteFailed);
            LogMoved(path);
        });
    }

    /// <summary>One look at the volume: suspends when it is gone, resumes when it is back and can be written.</summary>
    internal async Task WatchAsync()
    {
        if (volumes.Current is not { } volume)
        {
            await TryReopenAsync();
            return;
        }

        if (!volume.IsPresent)
        {
            state.Suspend(SuspensionCause.VolumeMissing, StorageVolume.MissingReason(volume.Root));
            return;
        }

        if (state.Holds(SuspensionCause.VolumeMissing) || state.Holds(SuspensionCause.WriteFailed))
        {
            if (await TryStartAfreshAsync(volume) is { } failure)
            {
                state.Suspend(SuspensionCause.WriteFailed, StorageFailure.Describe(failure));
                state.Clear(SuspensionCause.VolumeMissing);
                return;
            }

            // A volume that was full goes on being suspended for its watermark until there is enough room, without an end in between.
            space.Check();
            state.Clear(SuspensionCause.VolumeMissing);
            state.Clear(SuspensionCause.WriteFailed);
        }

        await committer.CheckpointUnlessBusyAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WatchInterval, time);
        while (await NextTickAsync(timer, stoppingToken))
        {
            try
            {
                await WatchAsync();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogWatchFailed(exception);
            }
        }
    }

    private static async ValueTask<bool> NextTickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private string CurrentPath => PathOf(settings.Current);

    private static bool IsSamePath(string one, string other) => string.Equals(
        Path.TrimEndingDirectorySeparator(one),
        Path.TrimEndingDirectorySeparator(other),
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static void Probe(StorageVolume volume)
    {
        var path = volume.TemporaryPath(volume.NextTemporaryName(".probe"));
        using (var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, FileOptions.DeleteOnClose))
        {
            RandomAccess.Write(handle, new byte[ProbeLength], 0);
            RandomAccess.FlushToDisk(handle);
        }
    }

    private string PathOf(ApplianceConfiguration configuration) => directory.RepositoryPathOf(configuration);

    /// <summary>Why it still cannot be written; null when it can.</summary>
    private async Task<Exception?> TryStartAfreshAsync(StorageVolume volume)
    {
        try
        {
            Probe(volume);
            await committer.ReopenAsync(volume);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogProbeFailed(exception, volume.Root);
            return exception;
        }
    }

    private void OpenAll()
    {
        foreach (var (id, path) in index.ListVolumes())
        {
            volumes.AddAbsent(id, path);
            if (!IsSamePath(path, CurrentPath) && TryOpen(path) is { } earlier)
            {
                committer.Attach(earlier);
            }
        }

        OpenCurrent();
    }

    /// <summary>A folder that held instances before has to have its marker; only a new one gets it.</summary>
    private void OpenCurrent()
    {
        var path = CurrentPath;
        try
        {
            var isKnown = index.ListVolumes().Any(known => IsSamePath(known.Path, path));
            var volume = isKnown ? StorageVolume.OpenExisting(path) : StorageVolume.OpenOrCreate(path);
            if (volume is null)
            {
                state.Suspend(SuspensionCause.VolumeMissing, StorageVolume.MissingReason(path));
                return;
            }

            committer.Attach(volume);
            volumes.SetCurrent(volume);
            state.Clear(SuspensionCause.VolumeMissing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotOpened(exception, path);
            state.Suspend(SuspensionCause.VolumeMissing, $"The repository '{path}' cannot be opened: {exception.Message}");
        }
    }

    private async Task TryReopenAsync()
    {
        if (TryOpen(CurrentPath) is { } volume)
        {
            await committer.AttachAsync(volume);
            volumes.SetCurrent(volume);
            state.Clear(SuspensionCause.VolumeMissing);
        }
    }

    private StorageVolume? TryOpen(string path)
    {
        try
        {
            return StorageVolume.OpenExisting(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotOpened(exception, path);
            return null;
        }
    }

    [LoggerMessage(EventId = 3040, Level = LogLevel.Information, Message = "New instances go to the repository '{Path}'.")]
    private partial void LogMoved(string path);

    [LoggerMessage(EventId = 3041, Level = LogLevel.Error, Message = "The repository '{Path}' cannot be opened.")]
    private partial void LogNotOpened(Exception exception, string path);

    [LoggerMessage(EventId = 3042, Level = LogLevel.Warning, Message = "The repository '{Path}' still cannot be written.")]
    private partial void LogProbeFailed(Exception exception, string path);

    [LoggerMessage(EventId = 3043, Level = LogLevel.Error, Message = "The repository could not be watched.")]
    private partial void LogWatchFailed(Exception exception);
}
