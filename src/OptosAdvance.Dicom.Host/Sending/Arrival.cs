using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>A study of which something has arrived that was not looked at for forwarding yet.</summary>
/// <param name="StudyId">Row of the study.</param>
/// <param name="StudyInstanceUid">Study.</param>
/// <param name="PatientId">For people.</param>
/// <param name="FirstAt">When its first instance was received; tells it from an earlier study of the same UID that was removed.</param>
/// <param name="Count">How many instances have arrived; grows with every one.</param>
/// <param name="LastAt">When the last of them was received.</param>
internal sealed record Arrival(long StudyId, string StudyInstanceUid, string PatientId, DateTimeOffset FirstAt, long Count, DateTimeOffset LastAt)
{
    private const int MaximumAtOnce = 10_000;

    /// <summary>Every one, that which waits longest first.</summary>
    public static List<Arrival> List(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT id, uid, patient_id, received_at, arrived, arrived_at FROM studies WHERE arrived > 0 ORDER BY arrived_at LIMIT $limit";
        command.Parameters.AddWithValue("$limit", MaximumAtOnce);
        using var reader = command.ExecuteReader();
        var arrivals = new List<Arrival>();
        while (reader.Read())
        {
            arrivals.Add(new Arrival(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Time(reader, 3), reader.GetInt64(4), Time(reader, 5)));
        }

        return arrivals;
    }

    /// <summary>Whether something of a study has arrived that was not looked at yet.</summary>
    public static bool IsOpen(SqliteConnection connection, string studyInstanceUid)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT arrived FROM studies WHERE uid = $uid";
        command.Parameters.AddWithValue("$uid", studyInstanceUid);
        return command.ExecuteScalar() is long and > 0;
    }

    private static DateTimeOffset Time(SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
