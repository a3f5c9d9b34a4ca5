using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;
using ActivityKind = OptosAdvance.Dicom.Contracts.ActivityKind;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The activity log with a million rows: every question is answered from an index, and old rows go without holding anybody up.</summary>
public sealed class ActivityAtScaleTests(ActivityAtScaleTests.MillionRows log) : IClassFixture<ActivityAtScaleTests.MillionRows>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Questions => new()
    {
        { "newest", "activity_time" },
        { "since", "activity_time" },
        { "between", "activity_time" },
        { "kind", "activity_kind" },
        { "rare kind", "activity_kind" },
        { "two kinds", "activity_kind" },
        { "peer", "activity_peer" },
        { "rare peer", "activity_peer" },
        { "no such peer", "activity_peer" },
        { "few peers", "activity_peer" },
        { "study", "activity_study" },
        { "failures", "activity_outcome" },
        { "peer and kind", "activity_peer" },
        { "study and kind", "activity_study" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Reads_the_newest_hundred_in_order_from_an_index(string question, string index)
    {
        using var connection = log.Database.OpenReader();
        using var command = ActivityQueryCommand.Create(connection, Query(question), null, 100);
        var text = command.CommandText;
        using var explain = connection.CreateCommand();
#pragma warning disable CA2100 // The text is that of the product.
        explain.CommandText = "EXPLAIN QUERY PLAN " + text;
#pragma warning restore CA2100
        foreach (SqliteParameter parameter in command.Parameters)
        {
            explain.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        }

        var plan = new List<string>();
        using (var reader = explain.ExecuteReader())
        {
            while (reader.Read())
            {
                plan.Add(reader.GetString(3));
            }
        }

        var searches = plan.Where(line => line.Contains("activity", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(searches);
        Assert.All(searches, line => Assert.Contains($"USING INDEX {index}", line, StringComparison.Ordinal));
        if (!text.Contains("UNION", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(plan, line => line.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Answers_within_milliseconds_and_right(string question, string index)
    {
        Assert.NotEmpty(index);
        var query = Query(question) with { Last = 100 };
        var rows = await ReadAsync(query);

        // The best of a few: what the question costs, not what the machine does besides.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 7; i++)
        {
            var clock = Stopwatch.StartNew();
            await ReadAsync(query);
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        Assert.Equal(log.Expect(query), rows.Select(row => row.Id));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{question}: {best.TotalMilliseconds:0.0} ms, {rows.Count} rows"));
        Assert.True(best < TimeSpan.FromMilliseconds(20), $"{question} took {best.TotalMilliseconds} ms.");
    }

    [Fact]
    public async Task Pages_through_everything_without_a_gap_or_a_double()
    {
        var rows = await ReadAsync(new ActivityQuery { Kind = [ActivityKind.Export, ActivityKind.Import], Peer = "cam*" });
        Assert.Equal(log.Expect(new ActivityQuery { Kind = [ActivityKind.Export, ActivityKind.Import], Peer = "cam*" }), rows.Select(row => row.Id));
        Assert.True(rows.Count > 1000, $"{rows.Count} rows are less than two pages.");
    }

    private static ActivityQuery Query(string question) => question switch
    {
        "newest" => new ActivityQuery(),
        "since" => new ActivityQuery { Since = MillionRows.TimeOf(999_900) },
        "between" => new ActivityQuery { Since = MillionRows.TimeOf(1000), Until = MillionRows.TimeOf(500_000) },
        "kind" => new ActivityQuery { Kind = [ActivityKind.Receive] },
        "rare kind" => new ActivityQuery { Kind = [ActivityKind.Delete] },
        "two kinds" => new ActivityQuery { Kind = [ActivityKind.Delete, ActivityKind.Receive] },
        "peer" => new ActivityQuery { Peer = "cam1" },
        "rare peer" => new ActivityQuery { Peer = "RARE" },
        "no such peer" => new ActivityQuery { Peer = "NOBODY*" },
        "few peers" => new ActivityQuery { Peer = "r?re*" },
        "study" => new ActivityQuery { StudyInstanceUid = "1.2.77" },
        "failures" => new ActivityQuery { Outcome = ActivityOutcome.Failure },
        "peer and kind" => new ActivityQuery { Peer = "RARE", Kind = [ActivityKind.Receive, ActivityKind.Import] },
        "study and kind" => new ActivityQuery { StudyInstanceUid = "1.2.77", Kind = [ActivityKind.Receive] },
        _ => throw new ArgumentOutOfRangeException(nameof(question)),
    };

    private async Task<List<ActivityRecord>> ReadAsync(ActivityQuery query) => await log.Log.QueryAsync(query, Cancellation).ToListAsync(Cancellation);

    /// <summary>A log of a million rows, made once.</summary>
    public sealed class MillionRows : IAsyncLifetime
    {
        public const int Count = 1_000_000;

        private readonly TemporaryDirectory _directory = new();
        private readonly ActivityMeters _meters = new();
        private ActivityWriter _writer = null!;

        internal ActivityDatabase Database { get; private set; } = null!;

        internal ActivityLog Log { get; private set; } = null!;

        public static DateTimeOffset TimeOf(int id) => DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(id * 7);

        /// <summary>Ids of the rows that answer a question, worked out from how they were made.</summary>
        public IEnumerable<long> Expect(ActivityQuery query)
        {
            var ids = Enumerable.Range(1, Count).Reverse().Where(id =>
                (query.Since is null || TimeOf(id) >= query.Since)
                && (query.Until is null || TimeOf(id) < query.Until)
                && (query.Kind.Count == 0 || query.Kind.Contains(KindOf(id)))
                && (query.StudyInstanceUid is null || query.StudyInstanceUid == StudyOf(id))
                && (query.Outcome is null || query.Outcome == OutcomeOf(id))
                && (query.Peer is null || Matches(query.Peer, PeerOf(id))));
            return ids.Take(query.Last ?? int.MaxValue).Select(id => (long)id);
        }

        public async ValueTask InitializeAsync()
        {
            Database = new ActivityDatabase(new ApplianceDirectory(_directory.Path));
            using (var connection = Database.OpenWriter(out _))
            {
                Fill(connection);
            }

            var settings = new ApplianceSettings(new ApplianceConfiguration { Repository = new RepositorySettings { ActivityRetentionDays = 36500 } });
            _writer = new ActivityWriter(Database, new ActivityRetention(settings, TimeProvider.System), TimeProvider.System, NullLogger<ActivityWriter>.Instance);
            Log = new ActivityLog(Database, _writer, _meters, TimeProvider.System);
            await _writer.StartAsync(CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await _writer.StopAsync(CancellationToken.None);
            _writer.Dispose();
            _meters.Dispose();
            SqliteConnection.ClearAllPools();
            _directory.Dispose();
        }

        internal static void Fill(SqliteConnection connection, int count = Count, Func<int, DateTimeOffset>? timeOf = null)
        {
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO activity (time, kind, outcome, peer, study, message) VALUES ($time, $kind, $outcome, $peer, $study, 'Received 4 instances.')";
            var parameters = ((string[])["$time", "$kind", "$outcome", "$peer", "$study"]).Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = name })).ToArray();
            insert.Prepare();
            for (var id = 1; id <= count; id++)
            {
                parameters[0].Value = (timeOf ?? TimeOf)(id).UtcTicks;
                parameters[1].Value = (int)KindOf(id);
                parameters[2].Value = (int)OutcomeOf(id);
                parameters[3].Value = PeerOf(id);
                parameters[4].Value = StudyOf(id);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        private static ActivityKind KindOf(int id) => id % 100_000 == 3 ? ActivityKind.Delete : id % 500 == 1 ? ActivityKind.Import : id % 500 == 2 ? ActivityKind.Export : ActivityKind.Receive;

        private static ActivityOutcome OutcomeOf(int id) => id % 50_000 == 11 ? ActivityOutcome.Failure : id % 1000 == 12 ? ActivityOutcome.Warning : ActivityOutcome.Success;

        private static string PeerOf(int id) => id % 200_000 == 5 ? "RARE" : $"CAM{id % 40}";

        private static string StudyOf(int id) => $"1.2.{id % 250_000}";

        private static bool Matches(string pattern, string peer) =>
            System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, peer, ignoreCase: true);
    }
}
