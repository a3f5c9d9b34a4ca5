using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Brings DICOM files in, through the same committer as receiving; several at once, so that they share its flushes.</summary>
internal sealed class StudyImport(StorageService storage, RepositoryState state, IActivityLog activity, TimeProvider time) : IStudyImport
{
    /// <summary>What the index tells as the source.</summary>
    public const string Source = "Import";

    private const int Parallelism = 8;
    private const int BufferSize = 1 << 18;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ImportEvent> ImportAsync(
        ImportRequest request, string actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!state.IsRunning)
        {
            throw Errors.RepositoryUnavailable(state.Reason ?? "the storage service is not running.");
        }

        var started = time.GetTimestamp();
        var files = await Task.Run(() => ImportFiles.Find(request, cancellationToken), cancellationToken);
        var progress = new ImportProgress(files.Count);
        var events = Channel.CreateBounded<ImportEvent>(64);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = ImportAllAsync(files, progress, events.Writer, cancellation.Token);
        try
        {
            await foreach (var step in events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return step;
            }

            await work;
        }
        finally
        {
            // Whoever stops listening stops the import.
            await cancellation.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Record(progress, actor, time.GetElapsedTime(started));
        }

        yield return progress.Summary();
    }

    private async Task ImportAllAsync(
        List<ImportFile> files, ImportProgress progress, ChannelWriter<ImportEvent> events, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(files, options, async (file, token) =>
                await events.WriteAsync(await ImportOneAsync(file, progress, token), token));
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        events.TryComplete(failure);
    }

    private async Task<ImportEvent> ImportOneAsync(ImportFile file, ImportProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var entry = await StoreAsync(file.Path, cancellationToken);
            return entry is null
                ? progress.Skipped(file.Path)
                : progress.Imported(file.Path, entry.Content.Study.StudyInstanceUid, entry.File.Length);
        }
        catch (NotDicomException exception)
        {
            return file.WasNamed ? progress.Failed(file.Path, exception.Message) : progress.Skipped(file.Path);
        }
        catch (Exception exception) when (
            exception is DicomFormatException or StorageRefusedException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return progress.Failed(file.Path, exception.Message);
        }
    }

    /// <summary>Stores one file; null when it is one that is not stored (a DICOMDIR).</summary>
    private async Task<IndexEntry?> StoreAsync(string path, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var hasPrefix = ImportFiles.HasPrefix(stream);
        DicomFileHeader header;
        CapturedAttributes attributes;
        try
        {
            header = DicomFileHeader.Read(stream);
            if (header.MetaInformation?.MediaStorageSopClassUid == DicomUid.MediaStorageDirectoryStorage)
            {
                return null;
            }

            attributes = header.TransferSyntax.IsDeflated
                ? FileInspector.InspectDeflated(stream, header.TransferSyntax, cancellationToken)
                : FileInspector.Inspect(stream, header.TransferSyntax, long.MaxValue, cancellationToken);
        }
        catch (DicomFormatException exception) when (!hasPrefix)
        {
            throw new NotDicomException(exception);
        }

        if (!hasPrefix && attributes.SopClassUid.Length == 0)
        {
            throw new NotDicomException(null);
        }

        if (DataSetProblem.Find(attributes, null, null) is { } problem)
        {
            throw new InvalidDataException(problem.Comment + ".");
        }

        using var incoming = storage.CreateIncoming(
            new DicomUid(attributes.SopClassUid),
            new DicomUid(attributes.SopInstanceUid),
            header.TransferSyntax,
            header.MetaInformation?.SourceApplicationEntityTitle);
        await CopyAsync(stream, header.DataSetPosition, incoming, cancellationToken);
        var entry = storage.MakeEntry(attributes, incoming, Source);
        await storage.CommitAsync(incoming, entry);
        return entry;
    }

    private static async Task CopyAsync(FileStream stream, long position, IncomingInstance incoming, CancellationToken cancellationToken)
    {
        stream.Position = position;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                incoming.Append(new ReadOnlySequence<byte>(buffer, 0, read));
            }

            incoming.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Record(ImportProgress progress, string actor, TimeSpan elapsed)
    {
        var summary = progress.Summary();
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Import,
            Peer = actor,
            Outcome = summary.Failed > 0 ? ActivityOutcome.Warning : ActivityOutcome.Success,
            StudyInstanceUid = progress.OnlyStudy,
            Instances = summary.Imported,
            Bytes = progress.Bytes,
            DurationMilliseconds = elapsed.TotalMilliseconds,
            Message = $"Imported {summary.Imported} of {summary.FilesTotal} files; {summary.Failed} failed.",
        });
    }
}
