using System.Buffers;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for putting instances into the repository: what receiving and import write through.</summary>
internal sealed partial class StorageService(
    StorageVolumes volumes, RepositoryState state, IngestCommitter committer, SpaceGuard space, WaitingThreads threads, TimeProvider time, ILogger<StorageService> logger)
{
    /// <summary>Starts an instance.</summary>
    /// <param name="sopClassUid">SOP class.</param>
    /// <param name="sopInstanceUid">SOP instance.</param>
    /// <param name="transferSyntax">How its data set is encoded.</param>
    /// <param name="sourceAETitle">Who sent it; null when it came from a file that does not say.</param>
    /// <exception cref="StorageRefusedException">The repository is suspended, or no file can be made.</exception>
    public IncomingInstance CreateIncoming(
        DicomUid sopClassUid, DicomUid sopInstanceUid, DicomTransferSyntax transferSyntax, string? sourceAETitle)
    {
        if (!state.IsRunning || volumes.Current is not { } volume)
        {
            throw StorageRefusedException.Suspended(state);
        }

        try
        {
            var file = volume.CreateIncoming(committer.IsDurable);
            var header = new ArrayBufferWriter<byte>(512);
            DicomFileMetaInformation.Write(header, sopClassUid, sopInstanceUid, transferSyntax.Uid, sourceAETitle);
            file.SetHeader(header.WrittenSpan);
            return new IncomingInstance(file, state, new SpaceReservation(space), Refuse);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refuse(exception);
        }
    }

    /// <summary>What the index is to hold for an instance that has come in whole.</summary>
    public IndexEntry MakeEntry(CapturedAttributes attributes, IncomingInstance incoming, string source) => new()
    {
        Content = attributes.ToContent(),
        File = incoming.File.Stored,
        ReceivedAt = time.GetUtcNow(),
        Source = source,
    };

    /// <summary>
    /// Whether it could be answered before <see cref="CommitAsync"/> is done: it outlives this process from now on, though not a power cut, and the wait for the device is
    /// worth being saved.
    /// </summary>
    /// <param name="incoming">What has come.</param>
    /// <param name="entry">Its row.</param>
    public bool TryKeep(IncomingInstance incoming, IndexEntry entry) => state.IsRunning && committer.IsDurable && incoming.File.TryMark(entry.ReceivedAt);

    /// <summary>Puts it into its place, as durable as configured.</summary>
    /// <param name="incoming">What has come.</param>
    /// <param name="entry">Its row.</param>
    /// <param name="isWaitedFor">See <see cref="IngestCommitter.SubmitAsync"/>.</param>
    /// <exception cref="StorageRefusedException">It could not be done; nothing of the instance is left.</exception>
    public async Task<CommitOutcome> CommitAsync(IncomingInstance incoming, IndexEntry entry, bool isWaitedFor = true)
    {
        if (!state.IsRunning)
        {
            throw StorageRefusedException.Suspended(state);
        }

        try
        {
            if (isWaitedFor && committer.IsDurable)
            {
                // Each on its sender's thread: the file system makes one commit of those that come at the same time.
                incoming.File.MakeDurable(entry.ReceivedAt);
            }

            var committing = committer.SubmitAsync(incoming.File, entry, isWaitedFor);
            if (isWaitedFor)
            {
                threads.WaitFor(committing);
            }

            var outcome = await committing;
            if (outcome != CommitOutcome.Unchanged)
            {
                incoming.CountAllWritten();
            }

            return outcome;
        }
        catch (ObjectDisposedException exception)
        {
            throw new StorageRefusedException("The host is stopping.", isOutOfResources: true, exception);
        }
        catch (Exception exception)
        {
            throw Refuse(exception);
        }
    }

    /// <summary>Suspends the service when the failure is one of the volume, and tells it in the repository's terms.</summary>
    private StorageRefusedException Refuse(Exception exception)
    {
        LogFailure(exception);
        if (!StorageFailure.IsOutOfResources(exception))
        {
            return new StorageRefusedException("The instance could not be stored.", isOutOfResources: false, exception);
        }

        var reason = StorageFailure.Describe(exception);
        state.Suspend(SuspensionCause.WriteFailed, reason);
        return new StorageRefusedException(reason, isOutOfResources: true, exception);
    }

    [LoggerMessage(EventId = 3030, Level = LogLevel.Error, Message = "An instance could not be stored.")]
    private partial void LogFailure(Exception exception);
}
