using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Removes and protects studies.</summary>
internal sealed partial class StudyKeeping(
    IStudySearch search,
    StorageVolumes volumes,
    IngestCommitter committer,
    IActivityLog activity,
    TimeProvider time,
    ILogger<StudyKeeping> logger) : IStudyKeeping
{
    /// <inheritdoc/>
    public async Task<StudySummary> RemoveAsync(string studyInstanceUid, string actor, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var study = await RequireAsync(studyInstanceUid, cancellationToken);
        var ids = await committer.RunAsync(index => index.ListVolumesOf(studyInstanceUid));
        var holding = ids.Select(id => volumes.Find(id) is { IsPresent: true } volume
            ? volume
            : throw Errors.RepositoryUnavailable("a volume that holds instances of the study is not mounted.")).ToList();
        cancellationToken.ThrowIfCancellationRequested();
        List<string> away;
        try
        {
            away = await committer.RemoveStudyAsync(studyInstanceUid, holding);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Errors.PathUnavailable(
                RepositoryLayout.StudyFolder(studyInstanceUid),
                $"The files of the study cannot be removed: {exception.Message}",
                "Close what has them open and try again.",
                exception);
        }

        await Task.Run(() => Delete(away), CancellationToken.None);
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Delete,
            Peer = actor,
            StudyInstanceUid = studyInstanceUid,
            Instances = study.Instances,
            Bytes = study.Size,
            DurationMilliseconds = time.GetElapsedTime(started).TotalMilliseconds,
            Message = $"Removed the study of {Describe(study)}.",
            Before = DeletedStudy.Text(study),
        });
        return study;
    }

    /// <inheritdoc/>
    public async Task<StudySummary> SetProtectionAsync(
        string studyInstanceUid, bool isProtected, string actor, CancellationToken cancellationToken)
    {
        var before = await RequireAsync(studyInstanceUid, cancellationToken);
        if (before.IsProtected == isProtected)
        {
            return before;
        }

        if (!await committer.ChangeIndexAsync(index => index.SetProtection(studyInstanceUid, isProtected)))
        {
            throw Errors.StudyNotFound(studyInstanceUid);
        }

        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Protection,
            Peer = actor,
            StudyInstanceUid = studyInstanceUid,
            Message = $"{(isProtected ? "Protected" : "Lifted the protection of")} the study of {Describe(before)}.",
            Before = isProtected ? "not protected" : "protected",
            After = isProtected ? "protected" : "not protected",
        });
        return await RequireAsync(studyInstanceUid, cancellationToken);
    }

    private static string Describe(StudySummary study) =>
        study.PatientId.Length > 0 ? $"patient {study.PatientId}" : "a patient without an ID";

    private async Task<StudySummary> RequireAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        await search.FindOneAsync(studyInstanceUid, cancellationToken) ?? throw Errors.StudyNotFound(studyInstanceUid);

    /// <summary>The study is gone from index and place already; what cannot be deleted now goes at the next start.</summary>
    private void Delete(List<string> folders)
    {
        foreach (var folder in folders)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogNotDeleted(exception, folder);
            }
        }
    }

    [LoggerMessage(EventId = 3200, Level = LogLevel.Warning, Message = "'{Folder}' of a removed study is deleted at the next start.")]
    private partial void LogNotDeleted(Exception exception, string folder);
}
