using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The log of what happened.</summary>
internal sealed class ActivityLog(ActivityDatabase database, ActivityWriter writer, ActivityMeters meters, TimeProvider time) : IActivityLog
{
    private const int PageSize = 500;

    /// <inheritdoc/>
    public void Record(ActivityRecord record)
    {
        meters.Count(record);
        writer.Enqueue(new ActivityWrite(record.Time == default ? record with { Time = time.GetUtcNow() } : record));
    }

    /// <summary>Rows that match, newest first. Everything that was recorded before the call is seen.</summary>
    public async IAsyncEnumerable<ActivityRecord> QueryAsync(
        ActivityQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await writer.FlushAsync(cancellationToken);
        ActivityRecord? below = null;
        var left = query.Last ?? int.MaxValue;
        while (left > 0)
        {
            var page = await Task.Run(() => ReadPage(query, below, Math.Min(left, PageSize)), cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < Math.Min(left, PageSize))
            {
                yield break;
            }

            left -= page.Count;
            below = page[^1];
        }
    }

    private List<ActivityRecord> ReadPage(ActivityQuery query, ActivityRecord? below, int limit)
    {
        using var connection = database.OpenReader();
        using var command = ActivityQueryCommand.Create(connection, query, below, limit);
        return Read(command);
    }

    /// <summary>Rows after a position, in the order in which they were written, whatever they are.</summary>
    public List<ActivityRecord> ReadAfter(long position, int limit)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {ActivityQueryCommand.Columns} FROM activity WHERE id > $position ORDER BY id LIMIT $limit";
        command.Parameters.AddWithValue("$position", position);
        command.Parameters.AddWithValue("$limit", limit);
        return Read(command);
    }

    /// <summary>Id of the row that was written last, though it may be deleted since; 0 when there never was one.</summary>
    public long LastId()
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq FROM sqlite_sequence WHERE name = 'activity'";
        return (long?)command.ExecuteScalar() ?? 0;
    }

    /// <summary>How many rows there are after a position, and since when.</summary>
    public (long Rows, DateTimeOffset? Since) ReadSize(long position)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), min(time) FROM activity WHERE id > $position";
        command.Parameters.AddWithValue("$position", position);
        using var reader = command.ExecuteReader();
        return !reader.Read() || reader.IsDBNull(1) ? (0, null) : (reader.GetInt64(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero));
    }

    private static List<ActivityRecord> Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<ActivityRecord>();
        while (reader.Read())
        {
            rows.Add(ReadRow(reader));
        }

        return rows;
    }

    private static ActivityRecord ReadRow(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Time = new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero),
        Kind = (ActivityKind)reader.GetInt32(2),
        Outcome = (ActivityOutcome)reader.GetInt32(3),
        Peer = reader.IsDBNull(4) ? null : reader.GetString(4),
        Address = reader.IsDBNull(5) ? null : reader.GetString(5),
        StudyInstanceUid = reader.IsDBNull(6) ? null : reader.GetString(6),
        Instances = reader.IsDBNull(7) ? null : reader.GetInt32(7),
        Bytes = reader.IsDBNull(8) ? null : reader.GetInt64(8),
        DurationMilliseconds = reader.IsDBNull(9) ? null : reader.GetDouble(9),
        Message = reader.GetString(10),
        Before = reader.IsDBNull(11) ? null : reader.GetString(11),
        After = reader.IsDBNull(12) ? null : reader.GetString(12),
    };
}
