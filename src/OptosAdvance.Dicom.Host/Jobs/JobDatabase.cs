using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>The file <c>jobs.db</c>. One connection writes, and every commit of it is flushed to the disk; others read.</summary>
internal sealed class JobDatabase(ApplianceDirectory directory)
{
    /// <summary>Steps in order; the index of a step is the version that it starts from. A step that was released is never edited.</summary>
    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE jobs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, destination TEXT NOT NULL COLLATE NOCASE, description TEXT NOT NULL,
            actor TEXT NOT NULL, priority INTEGER NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            next_at INTEGER, created_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER,
            total INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0, error TEXT, data TEXT);
        CREATE INDEX jobs_state ON jobs (state);
        CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
        CREATE TABLE job_studies (job INTEGER NOT NULL, study TEXT NOT NULL, PRIMARY KEY (job, study)) WITHOUT ROWID;
        CREATE INDEX job_studies_study ON job_studies (study);
        CREATE TABLE job_items (
            job INTEGER NOT NULL, number INTEGER NOT NULL, study TEXT NOT NULL, series TEXT NOT NULL, instance TEXT NOT NULL,
            state INTEGER NOT NULL DEFAULT 0, status INTEGER, comment TEXT, bytes INTEGER NOT NULL DEFAULT 0, ended_at INTEGER,
            PRIMARY KEY (job, number)) WITHOUT ROWID;
        """,

        // How far each study was forwarded to each destination.
        """
        CREATE TABLE forwarded (
            study TEXT NOT NULL, destination TEXT NOT NULL COLLATE NOCASE, first_at INTEGER NOT NULL, last_id INTEGER NOT NULL, last_at INTEGER NOT NULL,
            PRIMARY KEY (study, destination)) WITHOUT ROWID;
        """,
    ];

    private readonly string _path = Path.Combine(directory.Path, "jobs.db");

    /// <summary>Opens the file to write, and brings its schema up to date.</summary>
    /// <exception cref="HostStartException">The file cannot be opened, is broken, or was written by a newer program.</exception>
    public SqliteConnection OpenWriter()
    {
        try
        {
            var connection = SqliteFile.Open(_path, SqliteOpenMode.ReadWriteCreate);
            try
            {
                SqliteFile.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
                SqliteFile.Migrate(connection, s_steps, version => new HostStartException(
                    $"The queue of jobs '{_path}' was written by a newer version of optosd (schema {version})."));
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The queue of jobs '{_path}' cannot be opened: {e.Message}", inner: e);
        }
    }

    /// <summary>Runs a query on a connection of its own, on the thread pool.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = SqliteFile.Open(_path, SqliteOpenMode.ReadOnly, isPooled: true);
            return query(connection);
        },
        cancellationToken);
}
