using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Reads jobs and their instances from the database.</summary>
internal static class JobRows
{
    private const string Columns =
        """
        j.id, j.kind, j.destination, j.description, j.actor, j.priority, j.state, j.attempts, j.next_at, j.created_at, j.started_at, j.ended_at,
        j.total, j.done, j.warnings, j.failed, j.bytes, j.error, j.data,
        (SELECT group_concat(study, '\') FROM job_studies WHERE job = j.id)
        """;

    /// <summary>Jobs, newest first, as they were written last.</summary>
    public static List<(OutboundJob Job, string? Data)> Query(SqliteConnection connection, JobQuery query)
    {
        using var command = connection.CreateCommand();
        var where = new StringBuilder();
        Any("j.id", query.Id.Select(static id => (object)id));
        Any("j.state", query.State.Select(static state => (object)(int)state));
        Any("j.kind", query.Kind.Select(static kind => (object)kind.ToString()));
        if (query.StudyInstanceUid is { Length: > 0 } study)
        {
            And($"j.id IN (SELECT job FROM job_studies WHERE study = {Parameter(study)})");
        }

        if (query.Destination is { Length: > 0 } destination)
        {
            And($"upper(j.destination) GLOB {Parameter(destination.ToUpperInvariant())}");
        }

        command.CommandText = $"SELECT {Columns} FROM jobs j{where} ORDER BY j.id DESC LIMIT {Parameter((long)(query.Last ?? int.MaxValue))}";
        using var reader = command.ExecuteReader();
        var jobs = new List<(OutboundJob, string?)>();
        while (reader.Read())
        {
            jobs.Add(ReadJob(reader));
        }

        return jobs;

        void Any(string column, IEnumerable<object> values)
        {
            if (string.Join(", ", values.Select(Parameter)) is { Length: > 0 } list)
            {
                And($"{column} IN ({list})");
            }
        }

        void And(string condition) => where.Append(where.Length == 0 ? " WHERE " : " AND ").Append(condition);

        string Parameter(object value)
        {
            var name = "$" + (command.Parameters.Count + 1).ToString(CultureInfo.InvariantCulture);
            command.Parameters.AddWithValue(name, value);
            return name;
        }
    }

    /// <summary>The jobs that are not over, oldest first, with counts taken from their instances: those of the job itself are written when it stops.</summary>
    public static List<(OutboundJob Job, string? Data)> Unfinished(SqliteConnection connection)
    {
        var open = new JobQuery { State = [JobState.Waiting, JobState.Running, JobState.Retrying] };
        return [.. Query(connection, open).Select(row => (Recount(connection, row.Job), row.Data)).OrderBy(static row => row.Item1.Id)];
    }

    /// <summary>A job with the counts that its instances have.</summary>
    public static OutboundJob Recount(SqliteConnection connection, OutboundJob job)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT state, count(*), sum(bytes) FROM job_items WHERE job = $job GROUP BY state";
        command.Parameters.AddWithValue("$job", job.Id);
        using var reader = command.ExecuteReader();
        job = job with { Done = 0, Warnings = 0, Failed = 0, Bytes = 0 };
        while (reader.Read())
        {
            var count = reader.GetInt32(1);
            job = (JobItemState)reader.GetInt32(0) switch
            {
                JobItemState.Succeeded => job with { Done = job.Done + count, Bytes = job.Bytes + reader.GetInt64(2) },
                JobItemState.Warning => job with { Done = job.Done + count, Warnings = count, Bytes = job.Bytes + reader.GetInt64(2) },
                JobItemState.Failed => job with { Failed = count },
                _ => job,
            };
        }

        return job;
    }

    /// <summary>The instances of a job that are not done, in order.</summary>
    public static List<JobInstance> Remaining(SqliteConnection connection, long job)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, study, series, instance FROM job_items WHERE job = $job AND state = 0 ORDER BY number";
        command.Parameters.AddWithValue("$job", job);
        using var reader = command.ExecuteReader();
        var instances = new List<JobInstance>();
        while (reader.Read())
        {
            instances.Add(new JobInstance(reader.GetString(1), reader.GetString(2), reader.GetString(3)) { Number = reader.GetInt32(0) });
        }

        return instances;
    }

    /// <summary>The instances of a job with what became of them, in order.</summary>
    public static List<JobItem> Items(SqliteConnection connection, long job)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT study, series, instance, state, status, comment, ended_at FROM job_items WHERE job = $job ORDER BY number";
        command.Parameters.AddWithValue("$job", job);
        using var reader = command.ExecuteReader();
        var items = new List<JobItem>();
        while (reader.Read())
        {
            items.Add(new JobItem
            {
                JobId = job,
                StudyInstanceUid = reader.GetString(0),
                SeriesInstanceUid = reader.GetString(1),
                SopInstanceUid = reader.GetString(2),
                State = (JobItemState)reader.GetInt32(3),
                Status = reader.IsDBNull(4) ? null : reader.GetInt32(4).ToString("X4", CultureInfo.InvariantCulture),
                Comment = Text(reader, 5),
                EndedAt = Time(reader, 6),
            });
        }

        return items;
    }

    private static (OutboundJob Job, string? Data) ReadJob(SqliteDataReader reader) => (
        new OutboundJob
        {
            Id = reader.GetInt64(0),
            Kind = Enum.Parse<JobKind>(reader.GetString(1)),
            Destination = reader.GetString(2),
            Description = reader.GetString(3),
            Actor = reader.GetString(4),
            Priority = (JobPriority)reader.GetInt32(5),
            State = (JobState)reader.GetInt32(6),
            Attempts = reader.GetInt32(7),
            NextAttemptAt = Time(reader, 8),
            CreatedAt = Time(reader, 9)!.Value,
            StartedAt = Time(reader, 10),
            EndedAt = Time(reader, 11),
            Total = reader.GetInt32(12),
            Done = reader.GetInt32(13),
            Warnings = reader.GetInt32(14),
            Failed = reader.GetInt32(15),
            Bytes = reader.GetInt64(16),
            LastError = Text(reader, 17),
            StudyInstanceUid = Text(reader, 19)?.Split('\\') ?? [],
        },
        Text(reader, 18));

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
