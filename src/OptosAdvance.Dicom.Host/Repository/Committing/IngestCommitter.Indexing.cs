using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class IngestCommitter
{
    /// <summary>Acknowledged instances that may wait for the commit of the index.</summary>
    private const int MaximumUncommitted = 2048;

    /// <summary>In a pause the log is emptied when it has grown this large: the next burst need not stop for it.</summary>
    private const long PauseLogBytes = 4L << 20;

    /// <summary>
    /// While work comes without a pause. To move files and commit the index takes a tenth of the machine from the senders: most bursts are over before it begins. Whoever reads meanwhile has it done at once.
    /// </summary>
    private static readonly TimeSpan s_commitAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_commitInPause = TimeSpan.FromMilliseconds(10);

    /// <summary>After so long without work the log is emptied or made larger.</summary>
    private static readonly TimeSpan s_tidyInPause = TimeSpan.FromMilliseconds(250);

    /// <summary>After so long without work what is in doubt is mended; what has failed because a disk is full or broken may do so for hours.</summary>
    private static readonly TimeSpan s_mendInPause = TimeSpan.FromSeconds(2);

    /// <summary>What came last, and waits for its commit.</summary>
    private volatile UncommittedInstances? _uncommitted;

    /// <summary>What came before those, while it is put into its place.</summary>
    private volatile UncommittedInstances? _settling;

    /// <summary>
    /// Done when the index shows what has been acknowledged so far, which takes a commit of it at most, and holds no sender up. Readers come through here, so that what was
    /// acknowledged is found.
    /// </summary>
    public Task WhenIndexed()
    {
        // In this order: what becomes the settling one is that before it ceases to be the last.
        if (_uncommitted is not { } last)
        {
            return _settling?.Committed ?? Task.CompletedTask;
        }

        // When the queue is closed, the end of the loop does it.
        last.Hurry();
        _queue.Call();
        return last.Committed;
    }

    /// <summary>How long to wait for work before there is something else to do.</summary>
    private TimeSpan Patience() =>
        _writer.IsIndexOpen ? s_commitInPause
        : _inDoubt.Count > 0 ? s_mendInPause
        : _volumes.Open.Any(volume => IsLong(volume) || CanGrow(volume)) ? s_tidyInPause
        : Timeout.InfiniteTimeSpan;

    /// <summary>Some instance is on its way in, or about to be committed, or was a moment ago: senders that keep step with each other are all between two of theirs at times.</summary>
    private bool IsReceiving => _volumes.Open.Any(static volume => !volume.IsQuietFor(s_commitInPause));

    private bool IsLong(StorageVolume volume) => volume.Log.Length > PauseLogBytes && !_inDoubt.Contains(volume);

    private bool CanGrow(StorageVolume volume) => volume.Log.CanAllocateAhead(CheckpointLogBytes) && !_inDoubt.Contains(volume);

    /// <summary>One step at a time: what is sent meanwhile waits for it.</summary>
    private void UseThePause()
    {
        if (_writer.IsIndexOpen)
        {
            // Senders that keep step with each other leave pauses between their instances.
            if (!IsReceiving || IsCommitDue)
            {
                CommitLate();
            }
        }
        else if (_inDoubt.Count > 0 || _volumes.Open.Any(IsLong))
        {
            RunAction(new PendingAction<bool>(Checkpoint));
        }
        else if (_volumes.Open.FirstOrDefault(CanGrow) is { } volume)
        {
            volume.Log.AllocateAhead();
        }
    }

    /// <summary>Before the batch is acknowledged: who reads from then on has to wait for the commit.</summary>
    private void NoteUncommitted(int count)
    {
        if (_writer.IsIndexOpen)
        {
            (_uncommitted ??= new UncommittedInstances()).Add(count);
        }
    }

    private bool IsCommitDue => _uncommitted?.IsDue(MaximumUncommitted, s_commitAfter) == true;

    private void CommitIndexIfDue()
    {
        if (IsCommitDue)
        {
            CommitLate();
        }
    }

    private void CommitLate()
    {
        if (_writer.BeginMoves() is { } moves)
        {
            CommitAside(moves);
        }
        else
        {
            CommitIndex();
        }
    }

    /// <summary>Flush and renames hold nobody up; the commit itself is short.</summary>
    private void CommitAside(LateMoves moves)
    {
        _settling = _uncommitted;
        _uncommitted = null;
        _queue.Lend();
        Release();
        try
        {
            StepReached?.Invoke(CommitStep.Settling);
            moves.Complete();
        }
        finally
        {
            _queue.Reclaim();
        }

        try
        {
            _writer.CommitMoved(moves, StepReached, Doubt);
        }
        catch (Exception exception)
        {
            RecoverIndexLater(exception);
        }

        EndSettling();
        if (!_writer.IsIndexOpen)
        {
            EndIndexing();
        }
    }

    private void CommitIndex()
    {
        try
        {
            _writer.CommitIndex(StepReached, Doubt);
        }
        catch (Exception exception)
        {
            RecoverIndexLater(exception);
        }

        EndIndexing();
    }

    /// <summary>The instances are acknowledged, and in the log: from there they get into the index before anything else is done.</summary>
    private void RecoverIndexLater(Exception exception)
    {
        LogIndexFailed(exception);
        _inDoubt.UnionWith(_writer.ForgetIndex());
        SuspendFor(exception);
    }

    private void EndIndexing()
    {
        EndSettling();
        var last = _uncommitted;
        _uncommitted = null;
        last?.Complete();
    }

    private void EndSettling()
    {
        var settling = _settling;
        _settling = null;
        settling?.Complete();
    }

    [LoggerMessage(EventId = 3016, Level = LogLevel.Error, Message = "The index could not be committed; what was received is put into it again from the log.")]
    private partial void LogIndexFailed(Exception exception);
}
