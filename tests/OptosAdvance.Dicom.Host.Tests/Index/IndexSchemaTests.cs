using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class IndexSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_new_index_has_the_current_version_and_opening_it_again_changes_nothing()
    {
        var path = _folder.Combine("index.db");
        IndexDatabase.Open(path).Dispose();
        using var database = IndexDatabase.Open(path);
        Assert.Equal(IndexSchema.Version, SqliteFile.ReadVersion(database.Writer));
    }

    [Fact]
    public void Refuses_an_index_that_a_newer_program_wrote()
    {
        var path = _folder.Combine("index.db");
        using (var database = IndexDatabase.Open(path))
        {
            SqliteFile.Execute(database.Writer, $"PRAGMA user_version = {IndexSchema.Version + 1}");
        }

        var error = Assert.Throws<InvalidDataException>(() => IndexDatabase.Open(path));
        Assert.Contains((IndexSchema.Version + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_that_is_no_index()
    {
        var path = _folder.Combine("index.db");
        await File.WriteAllTextAsync(path, new string('x', 4096), TestContext.Current.CancellationToken);
        Assert.Throws<SqliteException>(() => IndexDatabase.Open(path));
    }

    public void Dispose() => _folder.Dispose();
}
