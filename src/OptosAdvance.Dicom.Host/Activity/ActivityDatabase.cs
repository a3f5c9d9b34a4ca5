using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>The file <c>activity.db</c>: what happened, and who was turned away. One connection writes, others read.</summary>
internal sealed class ActivityDatabase
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    /// <summary>One step a version. Every index ends with the time, so that the newest rows that match are read in order, and no more of them than are wanted.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, kind INTEGER NOT NULL, outcome INTEGER NOT NULL,
            peer TEXT COLLATE NOCASE, address TEXT, study TEXT, instances INTEGER, bytes INTEGER, duration REAL,
            message TEXT NOT NULL, before TEXT, after TEXT);
        CREATE INDEX activity_time ON activity (time);
        CREATE INDEX activity_kind ON activity (kind, id);
        CREATE INDEX activity_peer ON activity (peer, id) WHERE peer IS NOT NULL;
        CREATE INDEX activity_study ON activity (study, id) WHERE study IS NOT NULL;
        CREATE TABLE refused_caller (
            title TEXT NOT NULL, address TEXT NOT NULL, called TEXT NOT NULL, reason TEXT NOT NULL, rejection TEXT NOT NULL,
            wanted TEXT NOT NULL, count INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (title, address, called)) WITHOUT ROWID;
        CREATE INDEX refused_caller_last ON refused_caller (last);
        """,
        """
        DROP INDEX activity_kind;
        DROP INDEX activity_peer;
        DROP INDEX activity_study;
        CREATE INDEX activity_kind ON activity (kind, time);
        CREATE INDEX activity_peer ON activity (peer, time) WHERE peer IS NOT NULL;
        CREATE INDEX activity_study ON activity (study, time) WHERE study IS NOT NULL;
        CREATE INDEX activity_outcome ON activity (outcome, time) WHERE outcome > 0;
        CREATE TABLE audit_position (only INTEGER PRIMARY KEY CHECK (only = 1), delivered INTEGER NOT NULL);
        """,
    ];

    private readonly string _path;

    public ActivityDatabase(ApplianceDirectory directory) => _path = Path.Combine(directory.Path, "activity.db");

    /// <summary>Opens the file to write; one that is no database any more is put aside, since the log must not keep the host from working.</summary>
    /// <param name="setAside">Where a broken file was put; null when it was whole.</param>
    /// <exception cref="HostStartException">The file cannot be opened, or was written by a newer program.</exception>
    public SqliteConnection OpenWriter(out string? setAside)
    {
        setAside = null;
        try
        {
            try
            {
                return OpenAndMigrate();
            }
            catch (SqliteException e) when (e.SqliteErrorCode is NotADatabase or Corrupt)
            {
                SqliteConnection.ClearAllPools();
                setAside = $"{_path}.broken-{Guid.NewGuid():N}";
                File.Move(_path, setAside);
                File.Delete(_path + "-wal");
                File.Delete(_path + "-shm");
                return OpenAndMigrate();
            }
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The activity log '{_path}' cannot be opened: {e.Message}", inner: e);
        }
    }

    public SqliteConnection OpenReader() => SqliteFile.Open(_path, SqliteOpenMode.ReadOnly, isPooled: true);

    private SqliteConnection OpenAndMigrate()
    {
        var connection = SqliteFile.Open(_path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            SqliteFile.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            SqliteFile.Migrate(connection, Steps, version => new HostStartException(
                $"The activity log '{_path}' was written by a newer version of optosd (schema {version})."));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
