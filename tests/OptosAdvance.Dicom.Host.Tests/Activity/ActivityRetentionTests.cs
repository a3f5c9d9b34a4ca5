using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;
using ActivityKind = OptosAdvance.Dicom.Contracts.ActivityKind;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ActivityRetentionTests
{
    private const int OldRows = 1_000_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_million_old_rows_go_in_small_steps_while_recording_goes_on()
    {
        using var directory = new TemporaryDirectory();
        var database = new ActivityDatabase(new ApplianceDirectory(directory.Path));
        using (var connection = database.OpenWriter(out _))
        {
            ActivityAtScaleTests.MillionRows.Fill(connection, OldRows);
        }

        using var meters = new ActivityMeters();
        var settings = new ApplianceSettings(new ApplianceConfiguration());
        using var writer = new ActivityWriter(database, new ActivityRetention(settings, TimeProvider.System), TimeProvider.System, NullLogger<ActivityWriter>.Instance);
        var log = new ActivityLog(database, writer, meters, TimeProvider.System);
        await writer.StartAsync(Cancellation);

        // Each fact is written and seen though a million rows are being deleted.
        var waits = new List<TimeSpan>();
        var clock = Stopwatch.StartNew();
        while (Oldest(database) is var oldest && oldest <= OldRows)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(8), $"{OldRows - oldest} rows are left after {clock.Elapsed}.");
            var one = Stopwatch.StartNew();
            log.Record(new ActivityRecord { Kind = ActivityKind.Receive, Message = "new" });
            await writer.FlushAsync(Cancellation);
            waits.Add(one.Elapsed);
            await Task.Delay(50, Cancellation);
        }

        var took = clock.Elapsed;
        await writer.StopAsync(Cancellation);
        waits.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"{OldRows} rows in {took}; {waits.Count} records: median {waits[waits.Count / 2].TotalMilliseconds:0.0} ms, 99 % {waits[waits.Count * 99 / 100].TotalMilliseconds:0.0} ms, longest {waits[^1].TotalMilliseconds:0.0} ms");
        Assert.True(waits.Count > 10, $"Only {waits.Count} facts were recorded meanwhile.");
        Assert.True(waits[waits.Count * 99 / 100] < TimeSpan.FromSeconds(1), $"A fact waited {waits[waits.Count * 99 / 100]}.");
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void A_step_deletes_no_more_than_it_should_and_the_oldest_first()
    {
        using var directory = new TemporaryDirectory();
        var database = new ActivityDatabase(new ApplianceDirectory(directory.Path));
        using var connection = database.OpenWriter(out _);
        ActivityAtScaleTests.MillionRows.Fill(connection, 2000);
        using var statements = new ActivityStatements(connection);
        var retention = new ActivityRetention(new ApplianceSettings(new ApplianceConfiguration()), TimeProvider.System);

        Assert.Equal(0, retention.DeleteSome(statements, delivered: null));

        Assert.Equal(2000 - ActivityRetention.ChunkSize, Left(database));
        Assert.True(retention.Wait < TimeSpan.FromSeconds(1));
        Assert.Equal(ActivityRetention.ChunkSize + 1, Oldest(database));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void A_log_of_the_first_version_is_brought_up_to_date()
    {
        using var directory = new TemporaryDirectory();
        var database = new ActivityDatabase(new ApplianceDirectory(directory.Path));
        using (var connection = database.OpenWriter(out _))
        {
            ActivityAtScaleTests.MillionRows.Fill(connection, 10);
            using var back = connection.CreateCommand();
            back.CommandText =
                """
                DROP INDEX activity_kind; DROP INDEX activity_peer; DROP INDEX activity_study; DROP INDEX activity_outcome; DROP TABLE audit_position;
                CREATE INDEX activity_kind ON activity (kind, id);
                CREATE INDEX activity_peer ON activity (peer, id) WHERE peer IS NOT NULL;
                CREATE INDEX activity_study ON activity (study, id) WHERE study IS NOT NULL;
                PRAGMA user_version = 1;
                """;
            back.ExecuteNonQuery();
        }

        using (var connection = database.OpenWriter(out var setAside))
        {
            Assert.Null(setAside);
            Assert.Equal(10, Left(database));
            Assert.Null(ActivityStatements.ReadDelivered(connection).Delivered);
        }

        SqliteConnection.ClearAllPools();
    }

    private static long Left(ActivityDatabase database) => Ask(database, "SELECT count(*) FROM activity");

    private static long Oldest(ActivityDatabase database) => Ask(database, "SELECT min(id) FROM activity");

    private static long Ask(ActivityDatabase database, string question)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts of this class.
        command.CommandText = question;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
