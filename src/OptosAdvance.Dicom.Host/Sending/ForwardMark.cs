using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>How far a study was forwarded to a destination: the instances up to a row of the index, as they were at a time.</summary>
/// <param name="FirstAt">When the study's first instance was received.</param>
/// <param name="LastId">Highest row that was included; later ones have higher numbers as long as the study is there.</param>
/// <param name="LastAt">When the latest that was included was received, in Unix milliseconds; what replaced one of them is later.</param>
internal sealed record ForwardMark(DateTimeOffset FirstAt, long LastId, long LastAt)
{
    /// <summary>The mark; null when nothing of the study was forwarded there.</summary>
    public static ForwardMark? Find(SqliteConnection connection, string study, string destination)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT first_at, last_id, last_at FROM forwarded WHERE study = $study AND destination = $destination";
        command.Parameters.AddWithValue("$study", study);
        command.Parameters.AddWithValue("$destination", destination);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new ForwardMark(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2))
            : null;
    }
}
