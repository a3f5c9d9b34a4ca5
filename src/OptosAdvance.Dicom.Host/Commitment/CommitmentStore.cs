using System.Globalization;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Storage commitment transactions, durably. Thread-safe; a method that returns has made its change survive a power cut.</summary>
internal sealed class CommitmentStore(ApplianceDirectory directory) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection = CommitmentDatabase.Open(System.IO.Path.Combine(directory.Path, "commitment.db"));

    /// <summary>Raised with the UID of a transaction that was added or changed, after it is durable.</summary>
    public event Action<string>? Changed;

    /// <summary>Adds a transaction.</summary>
    public void Add(CommitmentTransaction transaction)
    {
        InTransaction(() =>
        {
            CommitmentRows.Insert(_connection, transaction);
            return true;
        });
        Changed?.Invoke(transaction.Uid);
    }

    /// <summary>The transaction with its instances; null when there is none.</summary>
    public CommitmentTransaction? Find(string uid)
    {
        lock (_gate)
        {
            return CommitmentRows.Find(_connection, uid)?.Transaction;
        }
    }

    /// <summary>Reads a transaction, changes it and writes it, as one step.</summary>
    /// <param name="uid">Transaction.</param>
    /// <param name="change">What becomes of it; null leaves it as it is.</param>
    /// <returns>As it is now; null when there is none, or it was left as it is.</returns>
    public CommitmentTransaction? Change(string uid, Func<CommitmentTransaction, CommitmentTransaction?> change)
    {
        var changed = InTransaction(() =>
        {
            if (CommitmentRows.Find(_connection, uid) is not { } found || change(found.Transaction) is not { } next)
            {
                return null;
            }

            CommitmentRows.Update(_connection, found.Id, found.Transaction, next);
            return next;
        });
        if (changed is not null)
        {
            Changed?.Invoke(uid);
        }

        return changed;
    }

    /// <summary>Transactions that match, newest first.</summary>
    public List<StorageCommitment> List(StorageCommitmentQuery query)
    {
        lock (_gate)
        {
            return CommitmentRows.List(_connection, query);
        }
    }

    /// <summary>Unanswered transactions that have been waited for long enough.</summary>
    public List<string> ListDue(DateTimeOffset now) => ListUids("due <= $1", now.ToUnixTimeMilliseconds());

    /// <summary>Transactions of a job, oldest first.</summary>
    public List<CommitmentTransaction> ListOf(long jobId) => [.. ListUids("job = $1", jobId).Select(Find).OfType<CommitmentTransaction>()];

    /// <summary>Transactions whose results are not in the index for good.</summary>
    public List<string> ListUnsettled(CommitmentSettlement settlement) => ListUids("settlement = $1 AND settlement < 2", (int)settlement);

    /// <summary>Notes that the index holds the results of transactions for good.</summary>
    public void SetDurable(IReadOnlyCollection<string> uids)
    {
        InTransaction(() =>
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "UPDATE transactions SET settlement = 2 WHERE uid = $1 AND settlement = 1";
            var uid = command.Parameters.Add("$1", SqliteType.Text);
            foreach (var each in uids)
            {
                uid.Value = each;
                command.ExecuteNonQuery();
            }

            return true;
        });
    }

    /// <summary>Forgets finished transactions that were requested before a time.</summary>
    /// <returns>How many there were.</returns>
    public int Prune(DateTimeOffset before) => InTransaction(() =>
    {
        var old = before.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        SqliteFile.Execute(
            _connection,
            $"DELETE FROM instances WHERE transaction_id IN (SELECT id FROM transactions WHERE requested < {old} AND state > 1 AND settlement = 2)");
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM transactions WHERE requested < $1 AND state > 1 AND settlement = 2";
        command.Parameters.AddWithValue("$1", before.ToUnixTimeMilliseconds());
        return command.ExecuteNonQuery();
    });

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }

    private List<string> ListUids(string condition, long value)
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this class.
            command.CommandText = $"SELECT uid FROM transactions WHERE {condition} ORDER BY id";
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$1", value);
            using var reader = command.ExecuteReader();
            var uids = new List<string>();
            while (reader.Read())
            {
                uids.Add(reader.GetString(0));
            }

            return uids;
        }
    }

    private T InTransaction<T>(Func<T> action)
    {
        lock (_gate)
        {
            SqliteFile.Execute(_connection, "BEGIN IMMEDIATE");
            try
            {
                var result = action();
                SqliteFile.Execute(_connection, "COMMIT");
                return result;
            }
            catch
            {
                if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                {
                    SqliteFile.Execute(_connection, "ROLLBACK");
                }

                throw;
            }
        }
    }
}
