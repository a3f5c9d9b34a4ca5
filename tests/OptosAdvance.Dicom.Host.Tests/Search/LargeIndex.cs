namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>An index of 50,000 studies, made once for all tests of it.</summary>
public sealed class LargeIndex : IDisposable
{
    public const int Studies = 50_000;

    private readonly TemporaryFolder _folder = new();
    private readonly IndexWriter _writer;

    public LargeIndex()
    {
        Database = IndexDatabase.Open(_folder.Combine("index.db"));
        _writer = new IndexWriter(Database);
        BulkIndex.Fill(_writer, Studies);
    }

    internal IndexDatabase Database { get; }

    public void Dispose()
    {
        _writer.Dispose();
        Database.Dispose();
        _folder.Dispose();
    }
}
