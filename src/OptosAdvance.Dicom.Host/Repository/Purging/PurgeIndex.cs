using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>Reads the index for purging: studies by age, a page at a time, so that neither a million studies nor many that must stay cost much.</summary>
internal sealed class PurgeIndex(IndexDatabase index)
{
    private const int PageSize = 200;

    private const string Columns =
        """
        SELECT s.id, s.uid, s.patient_id, s.accessed_at, s.received_at, s.size, s.instances, s.committed, s.protected, a.reason, a.until
        FROM studies s
        """;

    private const string Rest =
        """
         AND (s.accessed_at, s.received_at, s.id) > ($accessed, $received, $id)
        ORDER BY s.accessed_at, s.received_at, s.id LIMIT $limit
        """;

    /// <summary>Every study.</summary>
    private const string All =
        Columns + " INDEXED BY studies_age LEFT JOIN purge_set_aside a ON a.study = s.id WHERE s.accessed_at >= $accessed" + Rest;

    private const string NotProtected =
        Columns + " INDEXED BY studies_age LEFT JOIN purge_set_aside a ON a.study = s.id WHERE s.accessed_at >= $accessed AND s.protected = 0" + Rest;

    private const string Committed =
        Columns +
        " INDEXED BY studies_age_committed LEFT JOIN purge_set_aside a ON a.study = s.id" +
        " WHERE s.accessed_at >= $accessed AND s.committed >= s.instances AND s.protected = 0" + Rest;

    /// <summary>Every study, oldest first.</summary>
    public IEnumerable<PurgeCandidate> ListAll() => List(All, null);

    /// <summary>Studies that are not protected by hand, oldest first.</summary>
    /// <param name="onlyCommitted">Only those of which every instance is committed.</param>
    /// <param name="after">Begin behind this one; null for the oldest.</param>
    public IEnumerable<PurgeCandidate> ListOldest(bool onlyCommitted, PurgeCandidate? after) => List(onlyCommitted ? Committed : NotProtected, after);

    /// <summary>Volumes that hold instances of a study.</summary>
    public List<long> ListVolumesOf(string studyInstanceUid) => index.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT DISTINCT i.volume FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id WHERE s.uid = $uid
            """;
        command.Parameters.AddWithValue("$uid", studyInstanceUid);
        var volumes = new List<long>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            volumes.Add(reader.GetInt64(0));
        }

        return volumes;
    });

    /// <summary>How many studies are protected by hand, wholly committed, and set aside.</summary>
    public (long Protected, long Committed, long SetAside) Count() => index.Read(static connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT (SELECT count(*) FROM studies INDEXED BY studies_protected WHERE protected = 1),
                   (SELECT count(*) FROM studies INDEXED BY studies_age_committed WHERE committed >= instances AND protected = 0),
                   (SELECT count(*) FROM purge_set_aside)
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    });

    private IEnumerable<PurgeCandidate> List(string sql, PurgeCandidate? after)
    {
        List<PurgeCandidate> page;
        do
        {
            var from = after;
            page = index.Read(connection => ReadPage(connection, sql, from));
            foreach (var study in page)
            {
                yield return study;
                after = study;
            }
        }
        while (page.Count == PageSize);
    }

    private static List<PurgeCandidate> ReadPage(SqliteConnection connection, string sql, PurgeCandidate? after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$accessed", after?.AccessedAt.ToUnixTimeMilliseconds() ?? long.MinValue);
        command.Parameters.AddWithValue("$received", after?.ReceivedAt.ToUnixTimeMilliseconds() ?? long.MinValue);
        command.Parameters.AddWithValue("$id", after?.Id ?? long.MinValue);
        command.Parameters.AddWithValue("$limit", PageSize);
        var page = new List<PurgeCandidate>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            page.Add(new PurgeCandidate
            {
                Id = reader.GetInt64(0),
                StudyInstanceUid = reader.GetString(1),
                PatientId = reader.GetString(2),
                AccessedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                Size = reader.GetInt64(5),
                Instances = reader.GetInt32(6),
                Committed = reader.GetInt32(7),
                IsProtected = reader.GetBoolean(8),
                SetAsideBecause = reader.IsDBNull(9) ? null : reader.GetString(9),
                SetAsideUntil = reader.IsDBNull(10) ? default : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(10)),
            });
        }

        return page;
    }
}
