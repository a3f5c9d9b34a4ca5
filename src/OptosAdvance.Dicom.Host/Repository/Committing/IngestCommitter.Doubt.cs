using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class IngestCommitter
{
    /// <summary>
    /// Volumes where index and files may not agree, because something failed in the middle. Nothing is done there before a recovery; while that cannot be
    /// done, because the volume is away or broken, it waits, and the log of the volume with it.
    /// </summary>
    private readonly HashSet<StorageVolume> _inDoubt = [];

    /// <summary>
    /// Starts afresh with a volume that was away or could not be written: opens it anew, and brings index and files of it into agreement. What the
    /// device had not written when it went is told from what it has.
    /// </summary>
    /// <exception cref="IOException">It is away, or still does not work.</exception>
    public Task<bool> ReopenAsync(StorageVolume volume) => RunAsync(_ =>
    {
        _inDoubt.Add(volume);
        RecoverVolumesInDoubt(each => each == volume);
        return true;
    });

    /// <param name="isNeeded">Without these it cannot go on; others may stay in doubt. None when null.</param>
    /// <exception cref="Exception">One that is needed stays in doubt.</exception>
    private void RecoverVolumesInDoubt(Predicate<StorageVolume>? isNeeded = null)
    {
        if (_inDoubt.Count == 0)
        {
            return;
        }

        CommitIndex();
        Exception? failure = null;
        var hasRecovered = false;
        foreach (var volume in _inDoubt.ToList())
        {
            try
            {
                volume.Reopen();
                _recovery.Recover(volume, _index);
                _inDoubt.Remove(volume);
                hasRecovered = true;
            }
            catch (Exception exception) when (isNeeded?.Invoke(volume) == true)
            {
                failure = exception;
            }
            catch (Exception exception)
            {
                LogStaysInDoubt(exception, volume.Root);
            }
        }

        if (hasRecovered)
        {
            EmptyLogs();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Doubt(StorageVolume volume, Exception exception)
    {
        LogNotInPlace(exception, volume.Root);
        _inDoubt.Add(volume);
        SuspendFor(exception);
    }

    private void SuspendForDamage(Exception exception)
    {
        var path = _index.Database.Path;
        try
        {
            IndexDamage.Note(path, exception);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogDamageNotNoted(failure, path);
        }

        _state.Suspend(
            SuspensionCause.IndexDamaged,
            $"The index '{path}' is damaged ({exception.Message.TrimEnd('.')}). Restart the host: it sets the index aside and makes it anew from the stored files.");
    }

    [LoggerMessage(EventId = 3019, Level = LogLevel.Error, Message = "It cannot be noted that the index '{Path}' is damaged: move it away before the next start.")]
    private partial void LogDamageNotNoted(Exception exception, string path);

    [LoggerMessage(EventId = 3017, Level = LogLevel.Error, Message = "What was received could not be put into its place in '{Root}'; recovery follows.")]
    private partial void LogNotInPlace(Exception exception, string root);

    [LoggerMessage(EventId = 3018, Level = LogLevel.Error, Message = "The repository '{Root}' could not be recovered; it is tried again.")]
    private partial void LogStaysInDoubt(Exception exception, string root);
}
