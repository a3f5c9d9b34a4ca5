using System.Text;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Transactions as rows. The caller sees to locking and to the database transaction.</summary>
internal static class CommitmentRows
{
    private const string Columns =
        "id, uid, ae, title, study, job, actor, state, attempt, requested, accepted, answered, due, superseded_by, message, settlement";

    public static void Insert(SqliteConnection connection, CommitmentTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO transactions (uid, ae, title, study, job, actor, state, attempt, requested, accepted, answered, due, superseded_by, message, settlement)
            VALUES ($uid, $ae, $title, $study, $job, $actor, $state, $attempt, $requested, $accepted, $answered, $due, $superseded, $message, $settlement)
            RETURNING id
            """;
        command.Parameters.AddWithValue("$uid", transaction.Uid);
        command.Parameters.AddWithValue("$ae", transaction.AE);
        command.Parameters.AddWithValue("$study", transaction.StudyInstanceUid);
        command.Parameters.AddWithValue("$job", transaction.JobId);
        command.Parameters.AddWithValue("$actor", transaction.Actor);
        command.Parameters.AddWithValue("$attempt", transaction.Attempt);
        command.Parameters.AddWithValue("$requested", transaction.RequestedAt.ToUnixTimeMilliseconds());
        AddChanging(command, transaction);
        WriteInstances(connection, (long)command.ExecuteScalar()!, transaction.Instances);
    }

    public static void Update(SqliteConnection connection, long id, CommitmentTransaction before, CommitmentTransaction after)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            UPDATE transactions SET title = $title, state = $state, accepted = $accepted, answered = $answered, due = $due,
                superseded_by = $superseded, message = $message, settlement = $settlement
            WHERE id = $id
            """;
        command.Parameters.AddWithValue("$id", id);
        AddChanging(command, after);
        command.ExecuteNonQuery();
        if (!ReferenceEquals(before.Instances, after.Instances))
        {
            WriteInstances(connection, id, after.Instances);
        }
    }

    public static (long Id, CommitmentTransaction Transaction)? Find(SqliteConnection connection, string uid)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM transactions WHERE uid = $uid";
        command.Parameters.AddWithValue("$uid", uid);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), Read(connection, reader)) : null;
    }

    public static List<StorageCommitment> List(SqliteConnection connection, StorageCommitmentQuery query)
    {
        using var command = connection.CreateCommand();
        var sql = new StringBuilder($"SELECT {Columns} FROM transactions WHERE 1 = 1");
        AddFilter(sql, command, "uid = ", query.TransactionUid);
        AddFilter(sql, command, "study = ", query.StudyInstanceUid);
        AddFilter(sql, command, "lower(ae) GLOB ", query.AE.Select(static name => new WildcardPattern(name.ToLowerInvariant()).Glob));
        AddFilter(sql, command, "job = ", query.JobId.Select(static job => (object)job));
        AddFilter(sql, command, "state = ", query.State.Select(static state => (object)(int)state));
        sql.Append(" ORDER BY id DESC");
        if (query.Last is { } last)
        {
            sql.Append(" LIMIT $last");
            command.Parameters.AddWithValue("$last", last);
        }

#pragma warning disable CA2100 // Values are parameters.
        command.CommandText = sql.ToString();
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var found = new List<StorageCommitment>();
        while (reader.Read())
        {
            found.Add(Read(connection, reader).ToResult(query.WithInstances));
        }

        return found;
    }

    private static void AddFilter(StringBuilder sql, SqliteCommand command, string condition, IEnumerable<object> values)
    {
        var conditions = new List<string>();
        foreach (var value in values)
        {
            var name = $"$f{command.Parameters.Count}";
            command.Parameters.AddWithValue(name, value);
            conditions.Add(condition + name);
        }

        if (conditions.Count > 0)
        {
            sql.Append(" AND (").AppendJoin(" OR ", conditions).Append(')');
        }
    }

    private static void AddChanging(SqliteCommand command, CommitmentTransaction transaction)
    {
        command.Parameters.AddWithValue("$title", transaction.AETitle);
        command.Parameters.AddWithValue("$state", (int)transaction.State);
        command.Parameters.AddWithValue("$accepted", Time(transaction.AcceptedAt));
        command.Parameters.AddWithValue("$answered", Time(transaction.AnsweredAt));
        command.Parameters.AddWithValue("$due", Time(transaction.DueAt));
        command.Parameters.AddWithValue("$superseded", transaction.SupersededBy);
        command.Parameters.AddWithValue("$message", transaction.Message);
        command.Parameters.AddWithValue("$settlement", (int)transaction.Settlement);
    }

    private static void WriteInstances(SqliteConnection connection, long id, IReadOnlyList<CommitmentInstance> instances)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT OR REPLACE INTO instances (transaction_id, position, series, uid, sop_class, length, header, checksum, state, reason)
            VALUES ($id, $position, $series, $uid, $class, $length, $header, $checksum, $state, $reason)
            """;
        foreach (var name in (ReadOnlySpan<string>)["$id", "$position", "$series", "$uid", "$class", "$length", "$header", "$checksum", "$state", "$reason"])
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        for (var i = 0; i < instances.Count; i++)
        {
            var instance = instances[i];
            ReadOnlySpan<object> values =
            [
                id, i, instance.SeriesInstanceUid, instance.SopInstanceUid, instance.SopClassUid, instance.File.Length, instance.File.HeaderLength,
                unchecked((long)instance.File.Checksum), (int)instance.State, instance.FailureReason is { } reason ? (int)reason : DBNull.Value,
            ];
            for (var k = 0; k < values.Length; k++)
            {
                command.Parameters[k].Value = values[k];
            }

            command.ExecuteNonQuery();
        }
    }

    private static CommitmentTransaction Read(SqliteConnection connection, SqliteDataReader reader) => new()
    {
        Uid = reader.GetString(1),
        AE = reader.GetString(2),
        AETitle = reader.GetString(3),
        StudyInstanceUid = reader.GetString(4),
        JobId = reader.GetInt64(5),
        Actor = reader.GetString(6),
        State = (StorageCommitmentState)reader.GetInt32(7),
        Attempt = reader.GetInt32(8),
        RequestedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(9)),
        AcceptedAt = Time(reader, 10),
        AnsweredAt = Time(reader, 11),
        DueAt = Time(reader, 12),
        SupersededBy = reader.GetString(13),
        Message = reader.GetString(14),
        Settlement = (CommitmentSettlement)reader.GetInt32(15),
        Instances = ReadInstances(connection, reader.GetInt64(0)),
    };

    private static List<CommitmentInstance> ReadInstances(SqliteConnection connection, long id)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT series, uid, sop_class, length, header, checksum, state, reason FROM instances WHERE transaction_id = $id ORDER BY position";
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        var instances = new List<CommitmentInstance>();
        while (reader.Read())
        {
            instances.Add(new CommitmentInstance(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                new StoredFile(reader.GetInt64(3), reader.GetInt32(4), unchecked((ulong)reader.GetInt64(5))),
                (StorageCommitmentInstanceState)reader.GetInt32(6),
                reader.IsDBNull(7) ? null : (ushort)reader.GetInt32(7)));
        }

        return instances;
    }

    private static object Time(DateTimeOffset? time) => time is { } at ? at.ToUnixTimeMilliseconds() : DBNull.Value;

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
