using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Takes into the index what lies in study folders and the index does not know: where it was lost or damaged, and in a repository that comes from another host. It goes on while instances
/// are received and, after a restart, where it was; nothing is purged before it is done.
/// </summary>
internal sealed partial class IndexRebuild(
    IndexDatabase index,
    StorageVolumes volumes,
    IngestCommitter committer,
    Func<string, IndexEntry?> inspect,
    IActivityLog activity,
    TimeProvider time,
    ILogger<IndexRebuild> logger)
    : BackgroundService, IStudyHold
{
    /// <summary>Rows of one change of the index: senders wait for it.</summary>
    private const int RowsAtOnce = 256;

    /// <summary>After a failure: a volume that went away may be back.</summary>
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(30);

    /// <summary>While instances are received one study is taken in after so long, so that it comes to an end.</summary>
    private static readonly TimeSpan s_giveWayFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _wanted = new(0, 1);
    private string? _toldFailure;

    /// <inheritdoc/>
    public string? ReasonToKeep(string studyInstanceUid) =>
        volumes.AreIndexed ? null : "the index is being made from the stored files, and which studies are the oldest is not known before that is done";

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (index.MadeAnewBecause is { } reason)
        {
            LogMadeAnew(reason);
            activity.Record(new ActivityRecord { Kind = ActivityKind.Host, Outcome = ActivityOutcome.Warning, Message = $"{reason} It is made anew from the stored files." });
        }

        volumes.Added = Wake;
        Wake();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        volumes.Added = null;
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }

    /// <summary>Takes in what the index does not know of a volume.</summary>
    /// <exception cref="IOException">The volume has gone.</exception>
    /// <exception cref="UnauthorizedAccessException">Folders or files may not be read; all others have been.</exception>
    internal async Task<RebuildTally> RunAsync(StorageVolume volume, CancellationToken cancellationToken)
    {
        var tally = new RebuildTally();
        foreach (var folder in StudyFolders.In(volume))
        {
            await GiveWayAsync(cancellationToken);
            await TakeInAsync(volume, folder, tally, cancellationToken);
        }

        volume.RequirePresent();
        if (tally.Forbidden > 0)
        {
            throw new UnauthorizedAccessException(
                $"{tally.Forbidden} of its files may not be read by the host's account, for instance '{tally.ForbiddenExample}'. Give the account the right to read and write them.");
        }

        await committer.ChangeIndexAsync(writer =>
        {
            writer.SetVolumeComplete(volume.Id);
            return true;
        });
        volume.IsIndexed = true;
        return tally;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var again = Timeout.InfiniteTimeSpan;
            while (true)
            {
                await _wanted.WaitAsync(again, stoppingToken);
                again = Timeout.InfiniteTimeSpan;
                foreach (var volume in volumes.Open.Where(static volume => !volume.IsIndexed).ToList())
                {
                    again = await TryRunAsync(volume, stoppingToken) ? again : s_retryAfter;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on with it.
        }
    }

    private async Task<bool> TryRunAsync(StorageVolume volume, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            LogBegun(volume.Root);
            var tally = await RunAsync(volume, cancellationToken);
            if (tally.Instances + tally.Left > 0)
            {
                var message = tally.Describe(volume.Root);
                LogDone(message);
                activity.Record(new ActivityRecord
                {
                    Kind = ActivityKind.Host,
                    Outcome = tally.Left > 0 ? ActivityOutcome.Warning : ActivityOutcome.Success,
                    Instances = tally.Instances,
                    Bytes = tally.Bytes,
                    DurationMilliseconds = time.GetElapsedTime(startedAt).TotalMilliseconds,
                    Message = message,
                });
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException or ObjectDisposedException)
        {
            LogFailed(exception, volume.Root);
            TellFailure($"What is stored in '{volume.Root}' cannot be taken into the index; it is tried again: {exception.Message}");
            return false;
        }
    }

    /// <summary>Once, until there is something else to say.</summary>
    private void TellFailure(string message)
    {
        if (message != _toldFailure)
        {
            _toldFailure = message;
            activity.Record(new ActivityRecord { Kind = ActivityKind.Host, Outcome = ActivityOutcome.Failure, Message = message });
        }
    }

    private async Task TakeInAsync(StorageVolume volume, DirectoryInfo folder, RebuildTally tally, CancellationToken cancellationToken)
    {
        var study = folder.Name;
        var known = await committer.RunAsync(writer => writer.ListInstances(study, volume.Id).ToHashSet());
        var found = await Task.Run(() => Read(folder, known, cancellationToken), cancellationToken);
        await LeaveOutAsync(volume, found, tally);
        tally.AddForbidden(found.FindAll(static file => file.IsForbidden));

        // As they came: the first one tells since when the study is here.
        var taken = new List<FoundFile>();
        foreach (var rows in found.Where(static file => file.Entry is not null).OrderBy(static file => file.Entry!.ReceivedAt).Chunk(RowsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            taken.AddRange(await committer.ChangeIndexAsync(writer => rows.Where(file => TryPut(writer, volume, file)).ToList()));
        }

        tally.Add(taken);
    }

    private List<FoundFile> Read(DirectoryInfo folder, HashSet<InstanceKey> known, CancellationToken cancellationToken)
    {
        try
        {
            var found = StudyFolders.FilesOf(folder).Where(file => !known.Contains(file.Key)).ToList();
            foreach (var file in found)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Read(inspect);
            }

            return found;
        }
        catch (DirectoryNotFoundException)
        {
            // Removed meanwhile; when it is the volume that has gone, that is found out in the end.
            return [];
        }
    }

    /// <summary>What is put into its place just now may have been read before it was whole: it is in the index by then.</summary>
    private async Task LeaveOutAsync(StorageVolume volume, List<FoundFile> found, RebuildTally tally)
    {
        var left = found.FindAll(static file => file.LeftBecause is not null);
        if (left.Count == 0)
        {
            return;
        }

        foreach (var file in await committer.RunAsync(writer => left.FindAll(file => writer.Find(file.Key)?.VolumeId != volume.Id)))
        {
            LogLeft(file.File.FullName, file.LeftBecause!);
            tally.AddLeft(file);
        }
    }

    private static bool TryPut(IndexWriter writer, StorageVolume volume, FoundFile file)
    {
        // Two volumes may hold versions of it.
        if ((writer.Find(file.Key) is { } known && (known.VolumeId == volume.Id || known.ReceivedAt >= file.Entry!.ReceivedAt)) || !file.IsUnchanged())
        {
            return false;
        }

        writer.Put(file.Entry!, volume.Id);
        return true;
    }

    private async Task GiveWayAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (volumes.Open.Any(static volume => !volume.IsQuietFor(s_quiet)) && time.GetElapsedTime(since) < s_giveWayFor)
        {
            await Task.Delay(s_quiet, time, cancellationToken);
        }
    }

    private void Wake()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will look anyway.
        }
    }

    [LoggerMessage(EventId = 3050, Level = LogLevel.Error, Message = "{Reason} It is made anew from the stored files.")]
    private partial void LogMadeAnew(string reason);

    [LoggerMessage(EventId = 3051, Level = LogLevel.Information, Message = "The index does not know what is stored in '{Root}'; it is told from the files.")]
    private partial void LogBegun(string root);

    [LoggerMessage(EventId = 3052, Level = LogLevel.Information, Message = "{Summary}")]
    private partial void LogDone(string summary);

    [LoggerMessage(EventId = 3053, Level = LogLevel.Warning, Message = "'{Path}' is not taken into the index: {Reason}.")]
    private partial void LogLeft(string path, string reason);

    [LoggerMessage(EventId = 3054, Level = LogLevel.Error, Message = "What is stored in '{Root}' could not be taken into the index; it is tried again.")]
    private partial void LogFailed(Exception exception, string root);
}
