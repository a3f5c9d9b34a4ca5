using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A whole host finds what is stored, though its index does not know it.</summary>
public sealed class IndexRebuildHostTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleInstance _sample = new() { PatientId = "REBUILT" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_damaged_index_a_host_starts_and_finds_everything_again()
    {
        await File.WriteAllTextAsync(_folder.Combine("index.db"), new string('x', 8192), Cancellation);
        await using var host = await RunningHost.StartAsync(dataDirectory: _folder.Path);
        using var client = await host.ConnectAsync();
        Assert.Equal(_sample.Study, (await FindAsync(client)).StudyInstanceUid);
        Assert.True((await client.Control.GetRepositoryStatusAsync(Cancellation)).IsIndexed);
        Assert.Equal(ServiceState.Running, (await client.Control.GetRepositoryStatusAsync(Cancellation)).State);
        Assert.Equal(new string('x', 8192), await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.Path, "index.db.damaged-*")), Cancellation));
        var rows = await client.Control.GetActivityAsync(new ActivityQuery { Kind = [ActivityKind.Host] }, Cancellation).ToListAsync(Cancellation);
        Assert.Contains(rows, static row => row is { Outcome: ActivityOutcome.Warning } && row.Message.StartsWith("The index is damaged (", StringComparison.Ordinal));
        Assert.Contains(rows, static row => row is { Outcome: ActivityOutcome.Success, Instances: 1 } && row.Message.EndsWith("1 instance of 1 study.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damage_that_shows_while_a_host_starts_is_told_and_the_next_start_succeeds()
    {
        // The first page, which is read when it is opened, is whole; the table of the volumes is not.
        var bytes = await File.ReadAllBytesAsync(_folder.Combine("index.db"), Cancellation);
        var volumes = await PageOfAsync("volumes");
        Array.Fill(bytes, (byte)0xA5, (volumes - 1) * 4096, 4096);
        await File.WriteAllBytesAsync(_folder.Combine("index.db"), bytes, Cancellation);
        var error = await Assert.ThrowsAsync<HostStartException>(() => RunningHost.StartAsync(dataDirectory: _folder.Path));
        Assert.Contains("Start the host again", error.Message, StringComparison.Ordinal);
        await using var host = await RunningHost.StartAsync(dataDirectory: _folder.Path);
        using var client = await host.ConnectAsync();
        Assert.Equal(_sample.Study, (await FindAsync(client)).StudyInstanceUid);
    }

    [Fact]
    public async Task A_repository_of_another_host_is_taken_in_when_its_folder_is_named()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.Control.ChangeConfigurationAsync(
            new ConfigurationChange
            {
                Repository = new Partial<RepositorySettings>().With(repository => repository.Path, _folder.Combine("repository")),
            },
            Cancellation);
        Assert.Equal(_sample.Study, (await FindAsync(client)).StudyInstanceUid);
        var detail = await client.Control.GetStudyAsync(_sample.Study, Cancellation);
        Assert.Equal(_sample.Instance, detail!.Series.Single().Instances.Single().SopInstanceUid);
    }

    public async ValueTask InitializeAsync()
    {
        await using var repository = new TestRepository(_folder.Path);
        await repository.StoreAsync(_sample);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> PageOfAsync(string table)
    {
        await using var connection = SqliteFile.Open(_folder.Combine("index.db"), SqliteOpenMode.ReadWrite);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT rootpage FROM sqlite_schema WHERE name = $name";
        command.Parameters.AddWithValue("$name", table);
        return Convert.ToInt32(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<StudySummary> FindAsync(ControlClient client)
    {
        StudySummary? found = null;
        await ReceivingAppliance.UntilAsync(() => (found = Find(client)) is not null);
        return found!;
    }

    private static StudySummary? Find(ControlClient client) => client.Control.FindStudiesAsync(new StudyQuery { PatientId = "REBUILT" }, Cancellation)
        .ToBlockingEnumerable(Cancellation).SelectMany(static page => page.Studies).FirstOrDefault();
}
