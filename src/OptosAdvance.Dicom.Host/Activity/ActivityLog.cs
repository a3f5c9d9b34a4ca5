using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The log of what happened.</summary>
internal sealed class ActivityLog(ActivityDatabase database, ActivityWriter writer, ActivityMeters meters, TimeProvider time) : IActivityLog
{
    private const int PageSize = 500;

    private const string Columns = "id, time, kind, outcome, peer, address, study, instances, bytes, duration, message, before, after";

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
        var below = long.MaxValue;
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
            below = page[^1].Id;
        }
    }

    private List<ActivityRecord> ReadPage(ActivityQuery query, long below, int limit)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        var conditions = new List<string> { "id < $below" };
        command.Parameters.AddWithValue("$below", below);
        command.Parameters.AddWithValue("$limit", limit);
        AddCondition(command, conditions, "time >= $since", "$since", query.Since?.UtcTicks);
        AddCondition(command, conditions, "time < $until", "$until", query.Until?.UtcTicks);
        AddCondition(command, conditions, "study = $study", "$study", query.StudyInstanceUid);
        AddCondition(command, conditions, "outcome = $outcome", "$outcome", (int?)query.Outcome);
        if (query.Kind.Count > 0)
        {
            conditions.Add($"kind IN ({string.Join(',', query.Kind.Select(kind => (int)kind))})");
        }

        if (!string.IsNullOrEmpty(query.Peer))
        {
            var isPattern = query.Peer.AsSpan().ContainsAny('*', '?');
            AddCondition(
                command, conditions, isPattern ? @"peer LIKE $peer ESCAPE '\'" : "peer = $peer", "$peer",
                isPattern ? LikePattern(query.Peer) : query.Peer);
        }

#pragma warning disable CA2100 // Conditions are constant texts and numbers; values are parameters.
        command.CommandText = $"SELECT {Columns} FROM activity WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT $limit";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<ActivityRecord>();
        while (reader.Read())
        {
            rows.Add(ReadRow(reader));
        }

        return rows;
    }

    private static void AddCondition(SqliteCommand command, List<string> conditions, string condition, string name, object? value)
    {
        if (value is not null)
        {
            conditions.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }
    }

    private static string LikePattern(string wildcards) => wildcards
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal)
        .Replace('*', '%')
        .Replace('?', '_');

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
