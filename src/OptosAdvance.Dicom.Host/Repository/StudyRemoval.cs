namespace OptosAdvance.Dicom.Host;

/// <summary>Removes a study: log, folders out of the way, index. Deleting the folders is left to the caller, for it takes long.</summary>
/// <remarks>Not thread-safe; owned by the committer.</remarks>
internal sealed class StudyRemoval(IndexWriter index)
{
    /// <summary>Removes a study.</summary>
    /// <param name="studyInstanceUid">The study.</param>
    /// <param name="volumes">Volumes that hold some of it.</param>
    /// <param name="batch">Number for the log.</param>
    /// <param name="durable">It is flushed.</param>
    /// <param name="reached">Told each step.</param>
    /// <returns>Folders that are out of the way and wait to be deleted.</returns>
    /// <exception cref="IOException">A folder cannot be moved; the study stays as it is.</exception>
    /// <exception cref="StudyInDoubtException">The index failed after that; a recovery has to come before the next batch.</exception>
    public List<string> Remove(
        string studyInstanceUid, IReadOnlyCollection<StorageVolume> volumes, long batch, bool durable, Action<CommitStep>? reached)
    {
        var marks = volumes.ToDictionary(volume => volume, volume => volume.Log.End);
        var moved = new List<string>();
        try
        {
            foreach (var volume in volumes)
            {
                volume.Log.Add(new DeleteRecord(batch, durable, studyInstanceUid));
                volume.Log.Write();
                if (durable)
                {
                    volume.Log.Flush();
                }
            }

            reached?.Invoke(CommitStep.Logged);
            foreach (var volume in volumes)
            {
                var folder = Path.Combine(volume.Root, RepositoryLayout.StudyFolder(studyInstanceUid));
                if (Directory.Exists(folder))
                {
                    var away = volume.TemporaryPath(volume.NextTemporaryName(".removed"));
                    Directory.Move(folder, away);
                    moved.Add(away);
                }
            }
        }
        catch when (moved.Count == 0)
        {
            // Nothing has happened to the study, so nothing may happen to it at the next start.
            foreach (var (volume, mark) in marks)
            {
                volume.Log.CutAt(mark);
            }

            throw;
        }

        reached?.Invoke(CommitStep.Moved);
        index.Begin();
        try
        {
            index.DeleteStudy(studyInstanceUid);
            index.Commit();
        }
        catch (Exception exception)
        {
            index.Rollback();
            throw new StudyInDoubtException(exception);
        }

        reached?.Invoke(CommitStep.Indexed);
        if (durable)
        {
            foreach (var volume in volumes)
            {
                VolumeFlush.FlushDirectory(Path.Combine(volume.Root, RepositoryLayout.Studies));
            }
        }

        return moved;
    }
}
