using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>Where an instance lies.</summary>
internal readonly record struct StoredInstance(InstanceKey Key, long VolumeId, StoredFile File)
{
    /// <summary>Every instance of a study, by series and number.</summary>
    public static List<StoredInstance> List(SqliteConnection connection, string studyInstanceUid)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT r.uid, i.uid, i.volume, i.length, i.header, i.checksum
            FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id
            WHERE s.uid = $uid ORDER BY r.number IS NULL, r.number, r.id, i.number IS NULL, i.number, i.id
            """;
        command.Parameters.AddWithValue("$uid", studyInstanceUid);
        using var reader = command.ExecuteReader();
        var instances = new List<StoredInstance>();
        while (reader.Read())
        {
            instances.Add(new StoredInstance(
                new InstanceKey(studyInstanceUid, reader.GetString(0), reader.GetString(1)),
                reader.GetInt64(2),
                new StoredFile(reader.GetInt64(3), reader.GetInt32(4), unchecked((ulong)reader.GetInt64(5)))));
        }

        return instances;
    }
}
