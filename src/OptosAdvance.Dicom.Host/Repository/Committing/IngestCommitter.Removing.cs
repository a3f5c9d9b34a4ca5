using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class IngestCommitter
{
    /// <summary>
    /// Removes studies together: marked in the log and flushed once, moved out of the way, taken out of the index in one transaction. Their files are
    /// the caller's to delete; a start deletes what is left of them.
    /// </summary>
    /// <param name="studies">Study instance UIDs, each once.</param>
    /// <param name="reasonToStay">Asked for each study right before, between two batches: why it has to stay; null when it may go.</param>
    /// <exception cref="IOException">The log cannot be written; every study is as it was.</exception>
    public Task<List<RemovedStudy>> RemoveStudiesAsync(IReadOnlyList<string> studies, Func<IndexWriter, string, string?> reasonToStay) =>
        RunAsync(_ => RemoveStudies(studies, reasonToStay));

    private List<RemovedStudy> RemoveStudies(IReadOnlyList<string> studies, Func<IndexWriter, string, string?> reasonToStay)
    {
        RecoverVolumesInDoubt();
        var all = new List<RemovedStudy>(studies.Count);
        var going = new List<(RemovedStudy Study, List<StorageVolume> Volumes)>(studies.Count);
        var present = _volumes.Open.Where(volume => volume.IsPresent && !_inDoubt.Contains(volume)).ToDictionary(static volume => volume.Id);
        foreach (var uid in studies)
        {
            var study = new RemovedStudy(uid);
            all.Add(study);
            var ids = _index.ListVolumesOf(uid);
            study.Stays = reasonToStay(_index, uid)
                ?? (ids.TrueForAll(present.ContainsKey) ? null : "a volume that holds instances of it is not mounted, or does not work");
            if (study.Stays is null)
            {
                going.Add((study, ids.ConvertAll(id => present[id])));
            }
        }

        if (going.Count == 0)
        {
            return all;
        }

        _batch++;
        var durable = IsDurable;
        MarkRemoved(going, durable);
        StepReached?.Invoke(CommitStep.Logged);
        foreach (var (study, volumes) in going)
        {
            MoveAway(study, volumes);
        }

        StepReached?.Invoke(CommitStep.Moved);
        DeleteFromIndex(going);
        StepReached?.Invoke(CommitStep.Indexed);
        if (durable)
        {
            foreach (var volume in going.SelectMany(static each => each.Volumes).Distinct())
            {
                VolumeFlush.FlushDirectory(Path.Combine(volume.Root, RepositoryLayout.Studies));
            }
        }

        if (going.Exists(static each => !each.Study.IsRemoved))
        {
            // What could not be moved is marked in the log; without the mark no later start finishes what was told not to be done.
            Checkpoint();
        }

        return all;
    }

    /// <summary>The mark comes first: from here on a crash ends with the study gone.</summary>
    private void MarkRemoved(List<(RemovedStudy Study, List<StorageVolume> Volumes)> going, bool durable)
    {
        var marks = going.SelectMany(static each => each.Volumes).Distinct().ToDictionary(static volume => volume, static volume => volume.Log.End);
        try
        {
            foreach (var (study, volumes) in going)
            {
                foreach (var volume in volumes)
                {
                    volume.Log.Add(new DeleteRecord(_batch, durable, study.StudyInstanceUid));
                }
            }

            foreach (var volume in marks.Keys)
            {
                volume.Log.Write();
                if (durable)
                {
                    volume.Log.Flush();
                }
            }
        }
        catch
        {
            foreach (var (volume, mark) in marks)
            {
                volume.Log.CutAt(mark);
            }

            throw;
        }
    }

    private void MoveAway(RemovedStudy study, List<StorageVolume> volumes)
    {
        try
        {
            foreach (var volume in volumes)
            {
                var folder = Path.Combine(volume.Root, RepositoryLayout.StudyFolder(study.StudyInstanceUid));
                if (Directory.Exists(folder))
                {
                    var away = volume.TemporaryPath(volume.NextTemporaryName(".removed"));
                    Directory.Move(folder, away);
                    study.Folders.Add((away, folder));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            study.Failure = exception;
            MoveBack(study, volumes);
        }
    }

    private void MoveBack(RemovedStudy study, List<StorageVolume> volumes)
    {
        try
        {
            foreach (var (away, was) in study.Folders)
            {
                Directory.Move(away, was);
            }

            study.Folders.Clear();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Half of it is away and cannot come back: the mark in the log is carried out before anything else is done.
            LogMoveBackFailed(exception);
            _inDoubt.UnionWith(volumes);
        }
    }

    private void DeleteFromIndex(List<(RemovedStudy Study, List<StorageVolume> Volumes)> going)
    {
        _index.Begin();
        try
        {
            foreach (var (study, _) in going.Where(static each => each.Study.IsRemoved))
            {
                _index.DeleteStudy(study.StudyInstanceUid);
            }

            _index.Commit();
        }
        catch
        {
            _index.Rollback();
            _inDoubt.UnionWith(going.SelectMany(static each => each.Volumes));
            throw;
        }
    }

    [LoggerMessage(EventId = 3014, Level = LogLevel.Error, Message = "A study that could only be removed in part could not be put back; recovery follows.")]
    private partial void LogMoveBackFailed(Exception exception);
}
