using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>What every SQLite file of the host has in common: how it is opened, how its schema goes forward, how a constant text is run.</summary>
internal static class SqliteFile
{
    /// <summary>A connection that is open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How it is opened.</param>
    /// <param name="isPooled">Whether disposing the connection keeps the file open for the next one: for readers that come and go.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, bool isPooled = false)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = isPooled }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that take no parameters. Their text is never made of what came from outside.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts, as said above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Schema version of a database; 0 when it is empty.</summary>
    public static int ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Brings the schema to its newest version, each step in a transaction of its own.</summary>
    /// <param name="connection">The only connection that writes.</param>
    /// <param name="steps">Steps in order; the index of a step is the version that it starts from. A step that was released is never edited.</param>
    /// <param name="isNewer">Makes the error for a file of the version given, which a newer program wrote.</param>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<string> steps, Func<int, Exception> isNewer)
    {
        var version = ReadVersion(connection);
        if (version > steps.Count)
        {
            throw isNewer(version);
        }

        for (; version < steps.Count; version++)
        {
            Execute(connection, $"BEGIN IMMEDIATE;\n{steps[version]}\nPRAGMA user_version = {version + 1};\nCOMMIT;");
        }
    }
}
