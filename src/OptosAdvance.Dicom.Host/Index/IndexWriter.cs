using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>Changes the index. Not thread-safe: the one who commits what is received owns it.</summary>
/// <remarks>
/// Counts of series, instances and bytes are kept in the study's row by the transaction that changes them. Within a batch they are
/// gathered and written once per study, so a thousand instances of one study cost one update of its row.
/// </remarks>
internal sealed partial class IndexWriter : IDisposable
{
    private const int MaximumCachedStudies = 2000;

    private readonly SqliteConnection _connection;
    private readonly IndexStatements _sql;
    private readonly Dictionary<string, StudyRow> _studies = [];
    private readonly HashSet<StudyRow> _changed = [];
    private long _newStudies;
    private long _newInstances;

    public IndexWriter(IndexDatabase database)
    {
        Database = database;
        _connection = database.Writer;
        _sql = new IndexStatements(_connection);
    }

    /// <summary>What it changes.</summary>
    public IndexDatabase Database { get; }

    /// <summary>Opens a transaction.</summary>
    public void Begin() => _sql.Begin.Run();

    /// <summary>Writes what was gathered and commits; not flushed.</summary>
    public void Commit()
    {
        foreach (var study in _changed)
        {
            _sql.UpdateCounts.Run(
                study.Id, study.Series, study.Instances, study.Size, study.AccessedAt, study.Source, study.Committed, study.Arrived, study.ArrivedAt);
            study.Arrived = 0;
        }

        if (_newStudies != 0 || _newInstances != 0)
        {
            _sql.AddTotals.Run(_newStudies, _newInstances);
        }

        _sql.Commit.Run();
        Forget(keepCache: _studies.Count <= MaximumCachedStudies);
    }

    /// <summary>Undoes everything since <see cref="Begin"/>; harmless when there is no transaction.</summary>
    public void Rollback()
    {
        Forget(keepCache: false);
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _sql.Rollback.Run();
        }
    }

    /// <summary>Makes a change in a transaction of its own; when it fails, nothing of it is left.</summary>
    public T Change<T>(Func<IndexWriter, T> change)
    {
        Begin();
        try
        {
            var result = change(this);
            Commit();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>The row of a volume; made when the volume is new, brought up to date when it was mounted elsewhere.</summary>
    public long EnsureVolume(string token, string path)
    {
        SqliteFile.Execute(_connection, "BEGIN IMMEDIATE");
        _sql.PutVolume.Run(token, path);
        var id = _sql.FindVolume.FirstValue(static reader => reader.GetInt64(0), token)!.Value;
        SqliteFile.Execute(_connection, "COMMIT");
        return id;
    }

    /// <summary>Whether everything in a volume's study folders is in the index: not where the index is new and the volume is not.</summary>
    public bool IsVolumeComplete(long id) => _sql.IsVolumeComplete.FirstValue(static reader => reader.GetBoolean(0), id) == true;

    /// <summary>Notes that everything in a volume's study folders is in the index.</summary>
    public void SetVolumeComplete(long id) => _sql.SetVolumeComplete.Run(id);

    /// <summary>Every volume that was ever registered.</summary>
    public List<(long Id, string Path)> ListVolumes() => _sql.ListVolumes.All(static reader => (reader.GetInt64(0), reader.GetString(1)));

    /// <summary>Volumes that hold instances of a study.</summary>
    public List<long> ListVolumesOf(string studyInstanceUid) =>
        _sql.ListVolumesOfStudy.All(static reader => reader.GetInt64(0), studyInstanceUid);

    /// <summary>Instances of a study that lie on a volume.</summary>
    public List<InstanceKey> ListInstances(string studyInstanceUid, long volumeId) =>
        _sql.ListInstances.All(reader => new InstanceKey(studyInstanceUid, reader.GetString(0), reader.GetString(1)), studyInstanceUid, volumeId);

    /// <summary>Notes that a study was used.</summary>
    public void Touch(string studyInstanceUid, DateTimeOffset at) => _sql.TouchStudy.Run(studyInstanceUid, at.ToUnixTimeMilliseconds());

    /// <summary>Takes off what was counted as having arrived in a study, unless more has meanwhile.</summary>
    /// <param name="studyId">Row of the study.</param>
    /// <param name="firstAt">When its first instance was received.</param>
    /// <param name="count">What was counted.</param>
    public void TakeOffArrival(long studyId, DateTimeOffset firstAt, long count) =>
        _sql.TakeOffArrival.Run(studyId, firstAt.ToUnixTimeMilliseconds(), count);

    /// <summary>What the index holds for an instance; null when it does not hold it.</summary>
    public IndexedInstance? Find(InstanceKey key)
    {
        if (FindStudy(key.StudyInstanceUid) is not { } study || FindSeries(study, key.SeriesInstanceUid) is not { } series)
        {
            return null;
        }

        return FindInstance(key.SopInstanceUid, series);
    }

    /// <summary>Adds an instance or replaces what the index holds for it.</summary>
    public void Put(IndexEntry entry, long volumeId)
    {
        var received = entry.ReceivedAt.ToUnixTimeMilliseconds();
        var study = PutStudy(entry.Content.Study, received, entry.Source);
        var series = PutSeries(study, entry.Content.Series);
        var instance = entry.Content.Instance;
        var existing = series.IsNew ? null : FindInstance(instance.SopInstanceUid, series);
        // What the archive has confirmed are the bytes that it was sent.
        var isSame = existing is { } known && entry.File.HasSameDataSet(known.File) && instance.TransferSyntaxUid == known.TransferSyntaxUid;
        var statement = existing is null ? _sql.InsertInstance : _sql.UpdateInstance;
        statement.Run(
            series.Id,
            instance.SopInstanceUid,
            instance.SopClassUid,
            instance.TransferSyntaxUid,
            instance.InstanceNumber,
            instance.NumberOfFrames,
            instance.Rows,
            instance.Columns,
            volumeId,
            entry.File.Length,
            entry.File.HeaderLength,
            unchecked((long)entry.File.Checksum),
            received,
            entry.Source,
            isSame);
        study.Size += entry.File.Length - (existing?.File.Length ?? 0);
        study.Committed -= existing is { IsCommitted: true } && !isSame ? 1 : 0;
        if (existing is null)
        {
            study.Instances++;
            _newInstances++;
        }

        study.AccessedAt = Math.Max(study.AccessedAt, received);
        study.Source = entry.Source;
        study.Arrived += isSame ? 0 : 1;
        study.ArrivedAt = isSame ? study.ArrivedAt : Math.Max(study.ArrivedAt, received);
        _changed.Add(study);
    }

    /// <summary>Removes an instance, and series and study when nothing is left of them.</summary>
    public void DeleteInstance(InstanceKey key)
    {
        if (Find(key) is not { } instance || FindStudy(key.StudyInstanceUid) is not { } study)
        {
            return;
        }

        var series = FindSeries(study, key.SeriesInstanceUid)!;
        _sql.DeleteInstance.Run(instance.Id);
        _newInstances--;
        study.Instances--;
        study.Size -= instance.File.Length;
        study.Committed -= instance.IsCommitted ? 1 : 0;
        _changed.Add(study);
        if (_sql.AnyInstance.FirstValue(static reader => reader.GetInt64(0), series.Id) is null)
        {
            _sql.DeleteSeries.Run(series.Id);
            study.SeriesByUid.Remove(key.SeriesInstanceUid);
            study.Series--;
            RefreshModalities(study);
        }

        if (study.Instances == 0)
        {
            DeleteStudy(key.StudyInstanceUid);
        }
    }

    /// <summary>Removes a study with all its series and instances; nothing happens when the index does not hold it.</summary>
    public void DeleteStudy(string studyInstanceUid)
    {
        if (FindStudy(studyInstanceUid) is not { } study)
        {
            return;
        }

        _newInstances -= study.Instances;
        _newStudies--;
        _sql.DeleteInstancesOfStudy.Run(study.Id);
        _sql.DeleteSeriesOfStudy.Run(study.Id);
        _sql.DeleteNames.Run(study.Id);
        _sql.DeleteModalities.Run(study.Id);
        _sql.DeleteSetAside.Run(study.Id);
        _sql.DeleteStudy.Run(study.Id);
        _studies.Remove(studyInstanceUid);
        _changed.Remove(study);
    }

    /// <summary>Sets or lifts a study's protection; false when the index does not hold it.</summary>
    public bool SetProtection(string studyInstanceUid, bool isProtected)
    {
        if (FindStudy(studyInstanceUid) is not { } study)
        {
            return false;
        }

        _sql.SetProtection.Run(study.Id, isProtected);
        return true;
    }

    /// <summary>
    /// Notes that an archive has confirmed an instance (storage commitment). The mark goes with the bytes: an instance that is replaced by
    /// others, or removed, loses it.
    /// </summary>
    /// <param name="key">The instance.</param>
    /// <param name="confirmed">The file that the archive was asked about.</param>
    /// <param name="at">When it was confirmed.</param>
    /// <param name="with">Name of the remote AE that confirmed it.</param>
    /// <returns>False when the index does not hold the instance, or holds other bytes.</returns>
    public bool MarkCommitted(InstanceKey key, StoredFile confirmed, DateTimeOffset at, string with)
    {
        if (Find(key) is not { } instance || !instance.File.HasSameDataSet(confirmed) || FindStudy(key.StudyInstanceUid) is not { } study)
        {
            return false;
        }

        _sql.SetCommitted.Run(instance.Id, at.ToUnixTimeMilliseconds(), with);
        study.Committed += instance.IsCommitted ? 0 : 1;
        _changed.Add(study);
        return true;
    }

    /// <summary>Makes everything committed durable in the database file itself.</summary>
    /// <returns>False when readers keep the checkpoint from being complete now.</returns>
    public bool Checkpoint() =>
        _sql.Checkpoint.FirstValue(static reader => reader.GetInt64(0) == 0 && reader.GetInt64(1) == reader.GetInt64(2)) ?? false;

    public void Dispose() => _sql.Dispose();

    private StudyRow PutStudy(StudyAttributes attributes, long received, string source)
    {
        var study = FindStudy(attributes.StudyInstanceUid);
        if (study is null)
        {
            _sql.InsertStudy.Run(
                attributes.StudyInstanceUid,
                attributes.Moment,
                attributes.PatientId,
                attributes.PatientName,
                attributes.BirthDate,
                attributes.PatientSex,
                attributes.AccessionNumber,
                attributes.StudyId,
                attributes.StudyDescription,
                attributes.ReferringPhysicianName,
                received,
                source);
            study = new StudyRow(LastRowId(), attributes) { AccessedAt = received, Source = source };
            _studies.Add(attributes.StudyInstanceUid, study);
            _newStudies++;
            InsertNames(study);
        }
        else if (study.Attributes != attributes)
        {
            var before = study.Attributes;
            study.Attributes = attributes;
            _sql.UpdateStudy.Run(
                study.Id,
                attributes.Moment,
                attributes.PatientId,
                attributes.PatientName,
                attributes.BirthDate,
                attributes.PatientSex,
                attributes.AccessionNumber,
                attributes.StudyId,
                attributes.StudyDescription,
                attributes.ReferringPhysicianName);
            if (before.PatientName != attributes.PatientName || before.Moment != attributes.Moment)
            {
                _sql.DeleteNames.Run(study.Id);
                InsertNames(study);
            }

            if (before.Moment != attributes.Moment)
            {
                RefreshModalities(study);
            }
        }

        return study;
    }

    private SeriesRow PutSeries(StudyRow study, SeriesAttributes attributes)
    {
        var series = FindSeries(study, attributes.SeriesInstanceUid);
        if (series is null)
        {
            _sql.InsertSeries.Run(
                study.Id,
                attributes.SeriesInstanceUid,
                attributes.Modality,
                attributes.SeriesNumber,
                attributes.SeriesDescription,
                attributes.Laterality,
                attributes.BodyPartExamined,
                attributes.Manufacturer,
                attributes.StationName);
            series = new SeriesRow(LastRowId(), attributes) { IsNew = true };
            study.SeriesByUid.Add(attributes.SeriesInstanceUid, series);
            study.Series++;
            RefreshModalities(study);
            return series;
        }

        series.IsNew = false;
        if (series.Attributes != attributes)
        {
            var modalityChanged = series.Attributes.Modality != attributes.Modality;
            series.Attributes = attributes;
            _sql.UpdateSeries.Run(
                series.Id,
                attributes.Modality,
                attributes.SeriesNumber,
                attributes.SeriesDescription,
                attributes.Laterality,
                attributes.BodyPartExamined,
                attributes.Manufacturer,
                attributes.StationName);
            if (modalityChanged)
            {
                RefreshModalities(study);
            }
        }

        return series;
    }
}
