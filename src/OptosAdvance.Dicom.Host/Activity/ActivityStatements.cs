using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The prepared statements of the connection that writes.</summary>
internal sealed class ActivityStatements : IDisposable
{
    /// <summary>A stranger may call with any number of titles; more than this many are not remembered.</summary>
    public const int MaximumRefusedCallers = 1000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _refuse;
    private readonly SqliteCommand _trim;
    private readonly SqliteCommand _prune;
    private readonly SqliteCommand _deliver;
    private readonly SqliteCommand _forgetDelivery;

    public ActivityStatements(SqliteConnection connection)
    {
        _connection = connection;
        _insert = Prepare(
            """
            INSERT INTO activity (time, kind, outcome, peer, address, study, instances, bytes, duration, message, before, after)
            VALUES ($time, $kind, $outcome, $peer, $address, $study, $instances, $bytes, $duration, $message, $before, $after)
            """,
            "$time", "$kind", "$outcome", "$peer", "$address", "$study", "$instances", "$bytes", "$duration", "$message", "$before", "$after");
        _refuse = Prepare(
            """
            INSERT INTO refused_caller (title, address, called, reason, rejection, wanted, count, first, last)
            VALUES ($title, $address, $called, $reason, $rejection, $wanted, 1, $last, $last)
            ON CONFLICT DO UPDATE SET reason = excluded.reason, rejection = excluded.rejection, wanted = excluded.wanted,
                count = count + 1, last = excluded.last
            """,
            "$title", "$address", "$called", "$reason", "$rejection", "$wanted", "$last");
        _trim = Prepare(
            """
            DELETE FROM refused_caller WHERE (title, address, called) IN
                (SELECT title, address, called FROM refused_caller ORDER BY last DESC LIMIT -1 OFFSET $keep)
            """,
            "$keep");
        _prune = Prepare(
            "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE time < $before AND id <= $delivered ORDER BY time LIMIT $limit)",
            "$before", "$delivered", "$limit");
        _deliver = Prepare("INSERT INTO audit_position (only, delivered) VALUES (1, $delivered) ON CONFLICT DO UPDATE SET delivered = excluded.delivered", "$delivered");
        _forgetDelivery = Prepare("DELETE FROM audit_position");
    }

    /// <summary>How far audit messages are delivered.</summary>
    public static AuditPosition ReadDelivered(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT delivered FROM audit_position";
        return new AuditPosition((long?)command.ExecuteScalar());
    }

    public SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction();
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_insert, _refuse, _trim, _prune, _deliver, _forgetDelivery])
        {
            command.Transaction = transaction;
        }

        return transaction;
    }

    public void Insert(ActivityRecord row) => Run(
        _insert, row.Time.UtcTicks, (int)row.Kind, (int)row.Outcome, row.Peer, row.Address, row.StudyInstanceUid, row.Instances, row.Bytes,
        row.DurationMilliseconds, row.Message, row.Before, row.After);

    public void Refuse(RefusedCaller caller) => Run(
        _refuse, caller.AETitle, caller.HostName, caller.CalledAETitle, caller.Reason, caller.Rejection, string.Join('\n', caller.Wanted),
        caller.LastSeen.UtcTicks);

    /// <summary>Forgets the callers that were not seen for longest, beyond <see cref="MaximumRefusedCallers"/>.</summary>
    public void TrimRefusedCallers() => Run(_trim, MaximumRefusedCallers);

    /// <summary>Deletes the oldest rows older than a time, no more than a few, so that nobody waits for it.</summary>
    /// <param name="before">Older rows go.</param>
    /// <param name="delivered">Rows above this id stay.</param>
    /// <param name="limit">Rows to delete at most.</param>
    /// <returns>Rows that were deleted.</returns>
    public int Prune(DateTimeOffset before, long delivered, int limit) => Run(_prune, before.UtcTicks, delivered, limit);

    /// <summary>Remembers up to which row audit messages are delivered; null forgets it, as when none are wanted.</summary>
    public void SetDelivered(long? position) => _ = position is { } id ? Run(_deliver, id) : Run(_forgetDelivery);

    public void Dispose()
    {
        _insert.Dispose();
        _refuse.Dispose();
        _trim.Dispose();
        _prune.Dispose();
        _deliver.Dispose();
        _forgetDelivery.Dispose();
    }

#pragma warning disable CA2100 // Constant texts of this class.
    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        command.Prepare();
        return command;
    }
#pragma warning restore CA2100

    private static int Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQuery();
    }
}
