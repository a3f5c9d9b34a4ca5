using System.Diagnostics;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>An index of 50,000 studies, or as many as OPTOS_INDEX_STUDIES says, made once for all tests of it.</summary>
public sealed class LargeIndex : IDisposable
{
    public static int Studies { get; } = int.TryParse(Environment.GetEnvironmentVariable("OPTOS_INDEX_STUDIES"), out var studies) ? studies : 50_000;

    private readonly TemporaryFolder _folder = new();
    private readonly IndexWriter _writer;

    public LargeIndex()
    {
        Database = IndexDatabase.Open(_folder.Combine("index.db"));
        _writer = new IndexWriter(Database);
        using (var command = Database.Writer.CreateCommand())
        {
            // Keys come in no order: with the cache of a running host, every batch would write most of the index anew.
            command.CommandText = "PRAGMA cache_size=-600000";
            command.ExecuteNonQuery();
        }

        var start = Stopwatch.GetTimestamp();
        BulkIndex.Fill(_writer, Studies);
        FillTime = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>How long making it took.</summary>
    public TimeSpan FillTime { get; }

    internal IndexDatabase Database { get; }

    public void Dispose()
    {
        _writer.Dispose();
        Database.Dispose();
        _folder.Dispose();
    }
}
