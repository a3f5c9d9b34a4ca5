using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Takes studies out as Part 10 files, their data sets byte for byte as they were received.</summary>
internal sealed class StudyExport(
    IStudySearch search, IndexDatabase index, StorageVolumes volumes, IngestCommitter committer, IActivityLog activity, TimeProvider time)
    : IStudyExport
{
    private const string DirectoryFile = "DICOMDIR";

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportEvent> ExportAsync(
        ExportRequest request, string actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        PrepareDestination(request);
        var studies = new List<StudyDetail>();
        foreach (var uid in request.StudyInstanceUids.Distinct())
        {
            studies.Add(await search.GetAsync(uid, cancellationToken) ?? throw Errors.StudyNotFound(uid));
        }

        var media = request.AsMedia ? new MediaDirectory() : null;
        var progress = new ExportEvent { Total = studies.Sum(static study => study.Study.Instances) };
        foreach (var study in studies)
        {
            var before = progress;
            long bytes = 0;
            var locations = await index.ReadAsync(
                connection => StoredInstance.List(connection, study.Study.StudyInstanceUid), cancellationToken);
            try
            {
                foreach (var instance in locations)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var (path, error) = await Task.Run(() => Export(instance, request, media, cancellationToken), cancellationToken);
                    bytes += error is null ? instance.File.Length : 0;
                    progress = progress with { Done = progress.Done + 1, Failed = progress.Failed + (error is null ? 0 : 1) };
                    yield return progress with
                    {
                        Path = path,
                        Error = error,
                        StudyInstanceUid = instance.Key.StudyInstanceUid,
                        SopInstanceUid = instance.Key.SopInstanceUid,
                    };
                }
            }
            finally
            {
                // Images that left the house are recorded, also those of an export that was stopped half-way.
                Record(
                    study.Study, request, actor, locations.Count, progress.Done - before.Done, progress.Failed - before.Failed, bytes,
                    time.GetElapsedTime(started));
            }

            await committer.ChangeIndexAsync(writer =>
            {
                writer.Touch(study.Study.StudyInstanceUid, time.GetUtcNow());
                return true;
            });
        }

        media?.Write(Path.Combine(request.Destination, DirectoryFile));
        yield return progress;
    }

    private static void PrepareDestination(ExportRequest request)
    {
        if (!Path.IsPathFullyQualified(request.Destination))
        {
            throw Errors.InvalidArgument(
                $"'{request.Destination}' is not an absolute path.", "Give the whole path as it is on the host's machine.");
        }

        try
        {
            Directory.CreateDirectory(request.Destination);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Errors.PathUnavailable(
                request.Destination,
                $"The folder '{request.Destination}' cannot be made: {exception.Message}",
                "Give a folder that the host's account can write to.",
                exception);
        }

        if (request.AsMedia && !request.Force && File.Exists(Path.Combine(request.Destination, DirectoryFile)))
        {
            throw Errors.PathUnavailable(
                request.Destination,
                $"'{request.Destination}' holds a {DirectoryFile} already.",
                "Give an empty folder, or -Force to replace what is there.");
        }
    }

    private (string Path, string? Error) Export(
        StoredInstance instance, ExportRequest request, MediaDirectory? media, CancellationToken cancellationToken)
    {
        var fileId = media?.Next(instance.Key);
        var path = Path.Combine(
            request.Destination,
            fileId?.ToPath() ?? Path.Combine(
                instance.Key.StudyInstanceUid, instance.Key.SeriesInstanceUid, instance.Key.SopInstanceUid + RepositoryLayout.Extension));
        try
        {
            if (File.Exists(path) && !request.Force)
            {
                return (path, "The file exists already; -Force replaces it.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            VerifiedCopy.Copy(volumes.PathOf(instance.VolumeId, instance.Key), path, instance.File, cancellationToken);
            if (fileId is not null)
            {
                media!.Add(path, fileId);
            }

            return (path, null);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or InvalidDataException or DicomFormatException or ArgumentException or ControlException)
        {
            return (path, exception.Message);
        }
    }

    private void Record(
        StudySummary study, ExportRequest request, string actor, int total, int done, int failed, long bytes, TimeSpan elapsed) =>
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Export,
            Peer = actor,
            Outcome = failed > 0 ? ActivityOutcome.Failure : done < total ? ActivityOutcome.Warning : ActivityOutcome.Success,
            StudyInstanceUid = study.StudyInstanceUid,
            Instances = done - failed,
            Bytes = bytes,
            DurationMilliseconds = elapsed.TotalMilliseconds,
            Message = $"Exported {done - failed} of {total} instances to '{request.Destination}'{(request.AsMedia ? " as media" : "")}.",
        });
}
