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
        _prune = Prepare("DELETE FROM activity WHERE time < $before", "$before");
    }

    public SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction();
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_insert, _refuse, _trim, _prune])
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

    /// <summary>Deletes rows older than a time.</summary>
    public void Prune(DateTimeOffset before) => Run(_prune, before.UtcTicks);

    public void Dispose()
    {
        _insert.Dispose();
        _refuse.Dispose();
        _trim.Dispose();
        _prune.Dispose();
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

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
