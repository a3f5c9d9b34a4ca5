using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Compares free space with the watermarks and suspends or resumes storing. Thread-safe.</summary>
internal sealed partial class SpaceGuard
{
    private readonly ApplianceDirectory _directory;
    private readonly IApplianceSettings _settings;
    private readonly StorageVolumes _volumes;
    private readonly IVolumeProbe _probe;
    private readonly RepositoryState _state;
    private readonly TimeProvider _time;
    private readonly ILogger<SpaceGuard> _logger;
    private readonly Lock _gate = new();

    public SpaceGuard(
        ApplianceDirectory directory,
        IApplianceSettings settings,
        StorageVolumes volumes,
        IVolumeProbe probe,
        RepositoryState state,
        TimeProvider time,
        ILogger<SpaceGuard> logger)
    {
        _directory = directory;
        _settings = settings;
        _volumes = volumes;
        _probe = probe;
        _state = state;
        _time = time;
        _logger = logger;
    }

    /// <summary>What may still come in.</summary>
    public SpaceBudget Budget { get; } = new();

    /// <summary>When the space was last checked; null before the first check.</summary>
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>Whether the repository's volume is there, as far as its marker says.</summary>
    public bool IsRepositoryPresent => _volumes.Current is { IsPresent: true };

    private RepositorySettings Settings => _settings.Current.Repository;

    private string RepositoryPath => _directory.RepositoryPathOf(_settings.Current);

    /// <summary>Measures the repository's volume; null when it cannot be.</summary>
    public (VolumeSpace Space, SpaceMarks Marks)? Measure() =>
        _probe.Measure(RepositoryPath) is { } space ? (space, SpaceMarks.Of(Settings, space.TotalBytes)) : null;

    /// <summary>Every volume that the host writes to, measured now.</summary>
    public EquatableList<WatchedVolume> MeasureAll()
    {
        var repository = RepositoryPath;
        var isOne = IsOneVolume(repository);
        var list = new List<WatchedVolume> { Watch(isOne ? "Repository, Data" : "Repository", repository, SpaceMarks.Of) };
        if (!isOne)
        {
            list.Add(Watch("Data", _directory.Path, SpaceMarks.OfOther));
        }

        return list.ToEquatableList();
    }

    /// <summary>
    /// One look at the volumes: suspends below the critical mark; resumes at the low mark, or a little above the critical one when purging cannot
    /// get to the low one.
    /// </summary>
    /// <param name="cannotPurge">No study is left that may be purged.</param>
    /// <returns>The repository's volume; null when it is away or cannot be measured, and then nothing was decided.</returns>
    public (VolumeSpace Space, SpaceMarks Marks)? Check(bool cannotPurge = false)
    {
        if (!IsRepositoryPresent)
        {
            return null;
        }

        (VolumeSpace Space, SpaceMarks Marks)? measured = null;
        Budget.Renew(() =>
        {
            measured = Measure();
            if (measured is var (before, low) && before.FreeBytes < low.Low && TryGiveUpSpares())
            {
                measured = Measure();
            }

            return measured is var (space, marks) ? (space.FreeBytes, marks) : null;
        });
        if (measured is not { } now)
        {
            LogNotMeasured(RepositoryPath);
            return null;
        }

        lock (_gate)
        {
            CheckedAt = _time.GetUtcNow();
            Decide(SuspensionCause.CriticalWatermark, now.Space, now.Marks, cannotPurge, "");
            CheckDataVolume();
        }

        return now;
    }

    /// <summary>Takes space for what is coming in.</summary>
    /// <returns>False when it would go below the critical mark, also after the volume was measured once more.</returns>
    public bool TryReserve(long bytes)
    {
        if (Budget.TryTake(bytes))
        {
            return true;
        }

        TryGiveUpSpares();
        Budget.Renew(() => Measure() is var (space, marks) ? (space.FreeBytes, marks) : null);
        return Budget.TryTake(bytes);
    }

    /// <summary>An instance does not fit above the critical mark.</summary>
    public void SuspendForInstance()
    {
        if (Measure() is var (space, marks))
        {
            lock (_gate)
            {
                _state.Suspend(
                    SuspensionCause.CriticalWatermark,
                    $"Free space ({Text(space)}) does not hold what is coming in without falling below the critical watermark of {Settings.CriticalWatermark} ({ByteText.Of(marks.Critical)}).");
            }
        }
    }

    /// <summary>Deletes spare files: their room is free as soon as it is wanted.</summary>
    private bool TryGiveUpSpares()
    {
        try
        {
            return _volumes.Current is { } volume && volume.Spares.GiveUp() > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogSparesNotDeleted(exception);
            return false;
        }
    }

    private static string Text(VolumeSpace space) =>
        FormattableString.Invariant($"{ByteText.Of(space.FreeBytes)}, {(space.TotalBytes > 0 ? 100.0 * space.FreeBytes / space.TotalBytes : 0):0.#}%");

    private void CheckDataVolume()
    {
        if (IsOneVolume(RepositoryPath))
        {
            _state.Clear(SuspensionCause.DataVolumeCritical);
        }
        else if (_probe.Measure(_directory.Path) is { } space)
        {
            // Purging does not help there, so the small margin above the critical mark is all there is to wait for.
            Decide(
                SuspensionCause.DataVolumeCritical, space, SpaceMarks.OfOther(Settings, space.TotalBytes), cannotPurge: true,
                $" on the volume of the data directory '{_directory.Path}'");
        }
    }

    private void Decide(SuspensionCause cause, VolumeSpace space, SpaceMarks marks, bool cannotPurge, string where)
    {
        var enough = cannotPurge ? Math.Min(marks.Resume, marks.Low) : marks.Low;
        if (space.FreeBytes < marks.Critical || (_state.Holds(cause) && space.FreeBytes < enough))
        {
            var below = space.FreeBytes < marks.Critical
                ? $"below the critical watermark of {Settings.CriticalWatermark} ({ByteText.Of(marks.Critical)})"
                : $"above the critical watermark again; storing resumes at {ByteText.Of(enough)}";
            _state.Suspend(cause, $"Free space{where} is {Text(space)}: {below}.");
        }
        else
        {
            _state.Clear(cause);
        }
    }

    private bool IsOneVolume(string repository) => _probe.VolumeOf(repository) == _probe.VolumeOf(_directory.Path);

    private WatchedVolume Watch(string use, string path, Func<RepositorySettings, long, SpaceMarks> marks)
    {
        var space = _probe.Measure(path);
        return new WatchedVolume
        {
            Use = use,
            Path = path,
            TotalBytes = space?.TotalBytes ?? 0,
            FreeBytes = space?.FreeBytes ?? 0,
            CriticalBytes = marks(Settings, space?.TotalBytes ?? 0).Critical,
        };
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Spare files could not be deleted to make room.")]
    private partial void LogSparesNotDeleted(Exception exception);

    [LoggerMessage(EventId = 3300, Level = LogLevel.Error, Message = "The volume of '{Path}' cannot be measured; the watermarks are not in force.")]
    private partial void LogNotMeasured(string path);
}
