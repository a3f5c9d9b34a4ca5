namespace OptosAdvance.Dicom.Host;

/// <content>Finds rows, and remembers those of the studies at hand.</content>
internal sealed partial class IndexWriter
{
    private StudyRow? FindStudy(string uid)
    {
        if (_studies.TryGetValue(uid, out var study))
        {
            return study;
        }

        study = _sql.FindStudy.First(
            static reader => new StudyRow(
                reader.GetInt64(0),
                new StudyAttributes
                {
                    StudyInstanceUid = reader.GetString(1),
                    Moment = reader.GetInt64(2),
                    PatientId = reader.GetString(3),
                    PatientName = reader.GetString(4),
                    BirthDate = reader.GetInt32(5),
                    PatientSex = reader.GetString(6),
                    AccessionNumber = reader.GetString(7),
                    StudyId = reader.GetString(8),
                    StudyDescription = reader.GetString(9),
                    ReferringPhysicianName = reader.GetString(10),
                })
            {
                Series = reader.GetInt32(11),
                Instances = reader.GetInt32(12),
                Size = reader.GetInt64(13),
                AccessedAt = reader.GetInt64(14),
                Source = reader.GetString(15),
                Committed = reader.GetInt32(16),
            },
            uid);
        if (study is not null)
        {
            _studies.Add(uid, study);
        }

        return study;
    }

    private SeriesRow? FindSeries(StudyRow study, string uid)
    {
        if (study.SeriesByUid.TryGetValue(uid, out var series))
        {
            return series;
        }

        series = _sql.FindSeries.First(
            static reader => new SeriesRow(
                reader.GetInt64(0),
                new SeriesAttributes
                {
                    SeriesInstanceUid = reader.GetString(1),
                    Modality = reader.GetString(2),
                    SeriesNumber = reader.IsDBNull(3) ? null : reader.GetInt32(3),
                    SeriesDescription = reader.GetString(4),
                    Laterality = reader.GetString(5),
                    BodyPartExamined = reader.GetString(6),
                    Manufacturer = reader.GetString(7),
                    StationName = reader.GetString(8),
                }),
            study.Id,
            uid);
        if (series is not null)
        {
            study.SeriesByUid.Add(uid, series);
        }

        return series;
    }

    private IndexedInstance? FindInstance(string uid, SeriesRow series) => _sql.FindInstance.FirstValue(
        static reader => new IndexedInstance(
            reader.GetInt64(0),
            reader.GetInt64(1),
            new StoredFile(reader.GetInt64(2), reader.GetInt32(3), unchecked((ulong)reader.GetInt64(4))),
            reader.GetString(5),
            reader.GetBoolean(6),
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7))),
        uid,
        series.Id);

    private void InsertNames(StudyRow study)
    {
        foreach (var name in PersonNameKey.Groups(study.Attributes.PatientName))
        {
            _sql.InsertName.Run(name, study.Attributes.Moment, study.Id);
        }
    }

    private void RefreshModalities(StudyRow study)
    {
        _sql.DeleteModalities.Run(study.Id);
        _sql.InsertModalities.Run(study.Id, study.Attributes.Moment);
        _sql.UpdateModalities.Run(study.Id);
    }

    private long LastRowId() => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);

    private void Forget(bool keepCache)
    {
        _changed.Clear();
        _newStudies = 0;
        _newInstances = 0;
        if (!keepCache)
        {
            _studies.Clear();
        }
    }

    private sealed class StudyRow(long id, StudyAttributes attributes)
    {
        public long Id { get; } = id;

        public StudyAttributes Attributes { get; set; } = attributes;

        public int Series { get; set; }

        public int Instances { get; set; }

        /// <summary>Instances that an archive has confirmed.</summary>
        public int Committed { get; set; }

        public long Size { get; set; }

        public long AccessedAt { get; set; }

        /// <summary>Instances that have arrived in this transaction.</summary>
        public int Arrived { get; set; }

        public long ArrivedAt { get; set; }

        public string Source { get; set; } = "";

        public Dictionary<string, SeriesRow> SeriesByUid { get; } = [];
    }

    private sealed class SeriesRow(long id, SeriesAttributes attributes)
    {
        public long Id { get; } = id;

        public SeriesAttributes Attributes { get; set; } = attributes;

        /// <summary>Made by the instance at hand, so it holds no other.</summary>
        public bool IsNew { get; set; }
    }
}
