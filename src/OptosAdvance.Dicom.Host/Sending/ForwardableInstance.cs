using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance of a study that may be forwarded.</summary>
internal sealed record ForwardableInstance(long Id, long ReceivedAt, string Source, JobInstance Item)
{
    /// <summary>Every instance of a study, in the order of series and numbers.</summary>
    public static List<ForwardableInstance> List(SqliteConnection connection, string study)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT i.id, i.received_at, i.source, r.uid, i.uid
            FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id
            WHERE s.uid = $uid ORDER BY r.number IS NULL, r.number, r.id, i.number IS NULL, i.number, i.id
            """;
        command.Parameters.AddWithValue("$uid", study);
        using var reader = command.ExecuteReader();
        var instances = new List<ForwardableInstance>();
        while (reader.Read())
        {
            instances.Add(new ForwardableInstance(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), new JobInstance(study, reader.GetString(3), reader.GetString(4))));
        }

        return instances;
    }

    /// <summary>Not forwarded up to a mark.</summary>
    public bool IsLate(ForwardMark mark) => Id > mark.LastId || ReceivedAt > mark.LastAt;
}
