using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class RepositoryPurge
{
    private async Task DeleteAsync(
        IReadOnlyList<PurgeCandidate> studies,
        PurgeSituation situation,
        PurgeRun run,
        string? actor,
        ChannelWriter<PurgeEvent>? report,
        SpaceMarks marks,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var planned = studies.ToDictionary(static study => study.StudyInstanceUid);
        var started = time.GetTimestamp();
        var removed = await committer.RemoveStudiesAsync(
            [.. planned.Keys], (writer, uid) => ReasonToStayNow(writer, planned[uid], situation));

        // From here on nothing is cancelled: what is gone from the index is deleted and told.
        var each = time.GetElapsedTime(started) / Math.Max(1, removed.Count);
        foreach (var result in removed)
        {
            var study = planned[result.StudyInstanceUid];
            if (result.IsRemoved)
            {
                await Task.Run(() => DeleteFiles(result), CancellationToken.None);
                Count(run, study);
                Record(study, actor, each);
                Last = (time.GetUtcNow(), run.Studies, run.Bytes);
                Tell(report, study, PurgeAction.Purged, $"Last used {study.AccessedAt.ToLocalTime():yyyy-MM-dd HH:mm}.", run, marks);
            }
            else if (result.Failure is { } failure)
            {
                run.SetAside++;
                await SetAsideAsync(study, failure);
                Tell(report, study, PurgeAction.SetAside, failure.Message, run, marks);
            }
            else
            {
                Tell(report, study, PurgeAction.Stays, result.Stays!, run, marks);
            }
        }
    }

    /// <summary>Asked between two batches of receiving, right before the study is marked: what was planned may have changed.</summary>
    private string? ReasonToStayNow(IndexWriter writer, PurgeCandidate planned, PurgeSituation situation)
    {
        if (writer.FindPurgeRow(planned.StudyInstanceUid) is not var (isProtected, committed, instances, accessedAt))
        {
            return "it is gone already";
        }

        if (accessedAt != planned.AccessedAt)
        {
            return "it has been used since the batch was planned";
        }

        var now = planned with { IsProtected = isProtected, Committed = committed, Instances = instances, HeldBecause = HeldBecause(planned.StudyInstanceUid) };
        return PurgePlanner.ReasonToStay(now, situation);
    }

    /// <summary>The study is gone from index and place already; what cannot be deleted now goes at the next start.</summary>
    private void DeleteFiles(RemovedStudy study)
    {
        foreach (var (away, _) in study.Folders)
        {
            try
            {
                Directory.Delete(away, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogNotDeleted(exception, away);
            }
        }
    }

    private async Task SetAsideAsync(PurgeCandidate study, Exception failure)
    {
        LogSetAside(failure, study.StudyInstanceUid);
        var reason = failure.Message.TrimEnd('.') + ".";
        await committer.ChangeIndexAsync(writer =>
        {
            writer.SetAside(study.StudyInstanceUid, reason, time.GetUtcNow() + SetAsideFor);
            return true;
        });
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Purge,
            Outcome = ActivityOutcome.Warning,
            StudyInstanceUid = study.StudyInstanceUid,
            Message = $"The study could not be deleted and is set aside: {reason}",
        });
    }

    private static void Count(PurgeRun run, PurgeCandidate study)
    {
        run.Studies++;
        run.Instances += study.Instances;
        run.Bytes += study.Size;
    }

    private void Record(PurgeCandidate study, string? actor, TimeSpan elapsed) => activity.Record(new ActivityRecord
    {
        Kind = ActivityKind.Purge,
        Peer = actor,
        StudyInstanceUid = study.StudyInstanceUid,
        Instances = study.Instances,
        Bytes = study.Size,
        DurationMilliseconds = elapsed.TotalMilliseconds,
        Before = DeletedStudy.Text(study.PatientId),
        Message = $"Purged the study of {(study.PatientId.Length > 0 ? $"patient {study.PatientId}" : "a patient without an ID")}, last used {study.AccessedAt.ToLocalTime():yyyy-MM-dd HH:mm}.",
    });

    private void RecordRun(PurgeRun run, string? actor)
    {
        if (run.Studies > 0)
        {
            LogPurged(run.Studies, run.Bytes);
            activity.Record(new ActivityRecord
            {
                Kind = ActivityKind.Purge,
                Peer = actor,
                Instances = run.Instances,
                Bytes = run.Bytes,
                Message = $"Purged {run.Studies} studies, {ByteText.Of(run.Bytes)}{(run.SetAside > 0 ? $"; {run.SetAside} set aside" : "")}.",
            });
        }
    }

    private void Tell(
        ChannelWriter<PurgeEvent>? report, PurgeCandidate study, PurgeAction action, string reason, PurgeRun run, SpaceMarks marks) =>
        report?.TryWrite(Event(study, action, reason, run, space.Measure()?.Space.FreeBytes ?? 0, marks));

    private static PurgeEvent Event(PurgeCandidate study, PurgeAction action, string reason, PurgeRun run, long free, SpaceMarks marks) => new()
    {
        StudyInstanceUid = study.StudyInstanceUid,
        PatientId = study.PatientId,
        ReceivedAt = study.ReceivedAt,
        LastAccessedAt = study.AccessedAt,
        Instances = study.Instances,
        Size = study.Size,
        Action = action,
        Reason = reason,
        Purged = run.Studies,
        SetAside = run.SetAside,
        FreeBytes = free,
        HighBytes = marks.High,
    };

    private static PurgeEvent Final(PurgePlan plan, PurgeRun run, VolumeSpace measured, SpaceMarks marks) => new()
    {
        State = plan.State,
        Reason = plan.Explanation,
        Purged = run.Studies,
        SetAside = run.SetAside,
        Instances = run.Instances,
        Size = run.Bytes,
        FreeBytes = measured.FreeBytes,
        HighBytes = marks.High,
    };

    [LoggerMessage(EventId = 3311, Level = LogLevel.Information, Message = "Purged {Studies} studies of {Bytes} bytes.")]
    private partial void LogPurged(int studies, long bytes);

    [LoggerMessage(EventId = 3312, Level = LogLevel.Warning, Message = "Study {StudyInstanceUid} could not be deleted and is set aside.")]
    private partial void LogSetAside(Exception exception, string studyInstanceUid);

    [LoggerMessage(EventId = 3313, Level = LogLevel.Warning, Message = "'{Folder}' of a purged study is deleted at the next start.")]
    private partial void LogNotDeleted(Exception exception, string folder);
}
