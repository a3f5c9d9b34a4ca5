using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Lays in spare files after a burst, while nothing comes in, as long as the volume has plenty of room. They go when the host ends: what a start finds is left over from a crash.
/// </summary>
internal sealed partial class SpareFilesKeeper(
    IApplianceSettings settings, StorageVolumes volumes, SpaceGuard space, IngestCommitter committer, ILogger<SpareFilesKeeper> logger)
    : BackgroundService, IConfigurationParticipant
{
    /// <summary>So long nothing must have come: who sends one after the other is not to be held up.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan s_untilNextLook = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes that are flushed at a time: what comes in meanwhile waits for them.</summary>
    private const long BytesAtOnce = 8L << 20;

    /// <summary>At most this part of what is free above the high watermark.</summary>
    private const int PartOfFree = 2;

    private readonly SemaphoreSlim _wanted = new(0, 1);
    private readonly SpareDemand _demand = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        volumes.SparesUsed = Wake;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever still receives is not to wake what is gone.
        volumes.SparesUsed = null;
        await base.StopAsync(cancellationToken);
        foreach (var volume in volumes.Open)
        {
            GiveUp(volume);
        }
    }

    public Task<IPreparedChange?> PrepareAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken) =>
        Task.FromResult<IPreparedChange?>(before.Repository == after.Repository ? null : new PreparedAction(Wake));

    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(stoppingToken);
                while (volumes.Current is { } volume && !await TryFillAsync(volume, stoppingToken))
                {
                    // Something came in; the next quiet will do.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Wake()
    {
        if (_wanted.CurrentCount > 0)
        {
            return;
        }

        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another has done it.
        }
    }

    /// <summary>Waits for quiet, and lays in what is missing. False when something came in before that was done.</summary>
    private async Task<bool> TryFillAsync(StorageVolume volume, CancellationToken stoppingToken)
    {
        do
        {
            await Task.Delay(s_untilNextLook, stoppingToken);
        }
        while (!volume.IsQuietFor(Quiet));

        foreach (var other in volumes.Open.Where(other => other != volume))
        {
            GiveUp(other);
        }

        _demand.Learn(volume.Spares.TakeCame());
        try
        {
            return await Task.Run(() => Fill(volume, stoppingToken), stoppingToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotMade(exception, volume.Root);
            return true;
        }
    }

    private bool Fill(StorageVolume volume, CancellationToken stoppingToken)
    {
        var wanted = _demand.Wanted(Limit(volume));
        volume.Spares.DeleteAllBut(wanted);
        foreach (var (length, count) in wanted)
        {
            while (count - volume.Spares.CountOf(length) is var missing and > 0)
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (!volume.IsQuietFor(Quiet))
                {
                    return false;
                }

                var some = (int)Math.Min(missing, Math.Max(1, BytesAtOnce / length));
                if (FreeAboveHigh() < some * length)
                {
                    return true;
                }

                SpareFileMaker.Make(volume, length, some);
            }
        }

        return true;
    }

    /// <summary>Bytes that the spare files may have, those that are there included.</summary>
    private long Limit(StorageVolume volume) => committer.IsDurable && volume.CanHaveSpares
        ? Math.Min((long)settings.Current.Repository.SpareFilesMegabytes << 20, Math.Max(0, FreeAboveHigh() + volume.Spares.Bytes) / PartOfFree)
        : 0;

    private long FreeAboveHigh() => space.Measure() is var (now, marks) ? now.FreeBytes - marks.High : 0;

    private void GiveUp(StorageVolume volume)
    {
        try
        {
            volume.Spares.GiveUp();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(exception, volume.Root);
        }
    }

    [LoggerMessage(EventId = 3340, Level = LogLevel.Warning, Message = "Spare files could not be laid in in '{Root}'; instances are received without.")]
    private partial void LogNotMade(Exception exception, string root);

    [LoggerMessage(EventId = 3341, Level = LogLevel.Warning, Message = "Spare files in '{Root}' could not be deleted; the next start does it.")]
    private partial void LogNotDeleted(Exception exception, string root);
}
