using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>The file <c>commitment.db</c>: storage commitment transactions. One connection; what is committed to it survives a power cut.</summary>
internal static class CommitmentDatabase
{
    /// <summary>Steps in order; the index of a step is the version that it starts from. A step that was released is never edited.</summary>
    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE transactions (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            ae TEXT NOT NULL COLLATE NOCASE,
            title TEXT NOT NULL,
            study TEXT NOT NULL,
            job INTEGER NOT NULL,
            actor TEXT NOT NULL,
            state INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            requested INTEGER NOT NULL,
            accepted INTEGER,
            answered INTEGER,
            due INTEGER,
            superseded_by TEXT NOT NULL,
            message TEXT NOT NULL,
            settlement INTEGER NOT NULL
        );
        CREATE INDEX transactions_requested ON transactions (requested);
        CREATE INDEX transactions_study ON transactions (study);
        CREATE INDEX transactions_due ON transactions (due) WHERE due IS NOT NULL;
        CREATE INDEX transactions_job ON transactions (job);
        CREATE INDEX transactions_unsettled ON transactions (settlement) WHERE settlement < 2;
        CREATE TABLE instances (
            transaction_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            series TEXT NOT NULL,
            uid TEXT NOT NULL,
            sop_class TEXT NOT NULL,
            length INTEGER NOT NULL,
            header INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            state INTEGER NOT NULL,
            reason INTEGER,
            PRIMARY KEY (transaction_id, position)
        ) WITHOUT ROWID;
        """,
    ];

    /// <exception cref="HostStartException">The file cannot be opened, or was written by a newer program.</exception>
    public static SqliteConnection Open(string path)
    {
        try
        {
            var connection = SqliteFile.Open(path, SqliteOpenMode.ReadWriteCreate);
            try
            {
                // An answer is acknowledged when it is in here, so every commit is flushed.
                SqliteFile.Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
                SqliteFile.Migrate(connection, s_steps, version => new HostStartException(
                    $"The storage commitment file '{path}' was written by a newer version of optosd (schema {version})."));
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw new HostStartException($"The storage commitment file '{path}' cannot be opened: {exception.Message}", inner: exception);
        }
    }
}
