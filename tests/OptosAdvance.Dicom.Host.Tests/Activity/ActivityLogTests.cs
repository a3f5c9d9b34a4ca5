using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ActivityLogTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly ApplianceSettings _settings = new(new ApplianceConfiguration());
    private ActivityDatabase _database = null!;
    private ActivityWriter? _writer;
    private readonly ActivityMeters _meters = new();
    private ActivityLog _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _meters.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_recorded_is_read_at_once_newest_first()
    {
        for (var i = 0; i < 1200; i++)
        {
            _log.Record(Row($"row {i}"));
        }

        var rows = await ReadAsync(new ActivityQuery());

        Assert.Equal(Enumerable.Range(0, 1200).Reverse().Select(i => $"row {i}"), rows.Select(row => row.Message));
        Assert.All(rows, row => Assert.Equal(_time.GetUtcNow(), row.Time));
    }

    [Fact]
    public async Task Rows_outlive_the_host()
    {
        var row = new ActivityRecord
        {
            Time = _time.GetUtcNow(),
            Kind = ActivityKind.Receive,
            Outcome = ActivityOutcome.Warning,
            Peer = "CAM",
            Address = "10.0.0.7",
            StudyInstanceUid = "1.2.3",
            Instances = 4,
            Bytes = 5_000_000_000,
            DurationMilliseconds = 12.5,
            Message = "Größe",
            Before = "a",
            After = "b",
        };
        _log.Record(row);
        await CloseAsync();
        await OpenAsync();

        Assert.Equal(row with { Id = 1 }, Assert.Single(await ReadAsync(new ActivityQuery())));
    }

    [Theory]
    [InlineData("cam1", 1)]
    [InlineData("CAM*", 3)]
    [InlineData("cam?", 2)]
    [InlineData("CAM_*", 1)]
    [InlineData("100%", 1)]
    [InlineData("*%", 1)]
    [InlineData("x", 0)]
    public async Task Finds_by_peer_with_wildcards_and_without_case(string peer, int count)
    {
        foreach (var each in (string?[])["CAM1", "Cam2", "CAM_3", "100%", null])
        {
            _log.Record(Row("x") with { Peer = each });
        }

        Assert.Equal(count, (await ReadAsync(new ActivityQuery { Peer = peer })).Count);
    }

    [Fact]
    public async Task Finds_by_time_kind_study_and_outcome()
    {
        _log.Record(Row("early"));
        _time.Advance(TimeSpan.FromHours(1));
        var noon = _time.GetUtcNow();
        _log.Record(Row("study") with { StudyInstanceUid = "1.2.3", Kind = ActivityKind.Receive });
        _log.Record(Row("bad") with { Outcome = ActivityOutcome.Failure, Kind = ActivityKind.Test });

        Assert.Equal(["bad", "study"], await MessagesAsync(new ActivityQuery { Since = noon }));
        Assert.Equal(["early"], await MessagesAsync(new ActivityQuery { Until = noon }));
        Assert.Equal(["bad", "study"], await MessagesAsync(new ActivityQuery { Kind = [ActivityKind.Receive, ActivityKind.Test] }));
        Assert.Equal(["study"], await MessagesAsync(new ActivityQuery { StudyInstanceUid = "1.2.3" }));
        Assert.Equal(["bad"], await MessagesAsync(new ActivityQuery { Outcome = ActivityOutcome.Failure }));
        Assert.Equal(["bad", "study"], await MessagesAsync(new ActivityQuery { Last = 2 }));
    }

    [Fact]
    public async Task Recording_never_waits_and_what_is_lost_is_counted()
    {
        await CloseAsync();
        var writer = new ActivityWriter(_database, new ActivityRetention(_settings, _time), _time, NullLogger<ActivityWriter>.Instance);
        var log = new ActivityLog(_database, writer, _meters, _time);
        for (var i = 0; i < ActivityWriter.QueueCapacity + 7; i++)
        {
            log.Record(Row("x"));
        }

        await writer.StartAsync(Cancellation);
        var rows = await log.QueryAsync(new ActivityQuery(), Cancellation).ToListAsync(Cancellation);
        await writer.StopAsync(Cancellation);
        writer.Dispose();

        Assert.Equal(ActivityWriter.QueueCapacity, rows.Count(row => row.Message == "x"));
        Assert.Contains("7 facts were not recorded", rows.Single(row => row.Kind == ActivityKind.Host).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_are_counted_for_those_who_collect_metrics()
    {
        var measured = new List<(string Name, long Value)>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, _meters.Meter))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.Start();

        _log.Record(Row("x") with { Kind = ActivityKind.Receive, Instances = 3, Bytes = 1000 });

        Assert.Equal([("optos.activities", 1), ("optos.instances", 3), ("optos.bytes", 1000)], measured);
    }

    [Fact]
    public async Task Old_rows_go()
    {
        _settings.Replace(new ApplianceConfiguration { Repository = new RepositorySettings { ActivityRetentionDays = 2 } });
        _log.Record(Row("old"));
        await ReadAsync(new ActivityQuery());
        _time.Advance(TimeSpan.FromDays(1));
        _log.Record(Row("newer"));
        await ReadAsync(new ActivityQuery());
        _time.Advance(TimeSpan.FromDays(1.5));
        _log.Record(Row("newest"));

        await Until.TrueAsync(() => MessagesAsync(new ActivityQuery()).GetAwaiter().GetResult().Count == 2, "the old row goes");
        Assert.Equal(["newest", "newer"], await MessagesAsync(new ActivityQuery()));
    }

    [Fact]
    public async Task A_broken_file_is_put_aside_and_the_log_begun_anew()
    {
        await CloseAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(_directory.File("activity.db"), new string('x', 8192), Cancellation);
        await OpenAsync();

        Assert.Contains("put aside", Assert.Single(await MessagesAsync(new ActivityQuery())), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(_directory.Path, "activity.db.broken-*"));
    }

    [Fact]
    public async Task Refused_callers_are_counted_and_outlive_the_host()
    {
        var callers = new RefusedCallers(_database, _writer!, _settings, _time);
        callers.Record(Caller("CAM1", "10.0.0.7"));
        var first = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(1));
        callers.Record(Caller("CAM1", "10.0.0.7") with { Wanted = ["CT", "MR"] });
        _time.Advance(TimeSpan.FromMinutes(1));
        callers.Record(Caller("CAM2", "10.0.0.8"));
        await CloseAsync();
        await OpenAsync();

        var listed = await new RefusedCallers(_database, _writer!, _settings, _time).ListAsync(Cancellation);

        Assert.Equal(["CAM2", "CAM1"], listed.Select(caller => caller.Name));
        Assert.Equal((2, first, first.AddMinutes(1)), (listed[1].Count, listed[1].FirstSeen, listed[1].LastSeen));
        Assert.Equal(["CT", "MR"], listed[1].Wanted);
    }

    [Fact]
    public async Task A_caller_that_was_let_in_is_not_listed()
    {
        var callers = new RefusedCallers(_database, _writer!, _settings, _time);
        callers.Record(Caller("CAM1", "10.0.0.7"));
        callers.Record(Caller("CAM2", "10.0.0.8"));
        callers.Record(Caller("CAM3", "10.0.0.9") with { Rejection = "(1,1,7) called AE title not recognized", CalledAETitle = "OTHER" });
        callers.Record(Caller("CAM4", "10.0.0.9") with { Rejection = "(2,3,2) local limit exceeded" });
        _settings.Replace(new ApplianceConfiguration { RemoteAEs = [new RemoteAE { Name = "Camera", AETitle = AETitle.Parse("CAM1") }] });
        Assert.Equal(["CAM2", "CAM3", "CAM4"], await TitlesAsync(callers));

        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Record(Row("served") with { Kind = ActivityKind.Association, Peer = "CAM4" });
        _settings.Replace(new ApplianceConfiguration { LocalAE = new LocalAESettings { AETitle = AETitle.Parse("OTHER"), CallerPolicy = CallerPolicy.Any } });
        Assert.Empty(await TitlesAsync(callers));
    }

    [Fact]
    public async Task The_address_counts_where_the_policy_asks_for_it()
    {
        var callers = new RefusedCallers(_database, _writer!, _settings, _time);
        callers.Record(Caller("CAM1", "10.0.0.7"));
        var policy = new LocalAESettings { CallerPolicy = CallerPolicy.KnownHost };
        var camera = new RemoteAE { Name = "Camera", AETitle = AETitle.Parse("CAM1"), HostName = "10.0.0.99" };

        _settings.Replace(new ApplianceConfiguration { LocalAE = policy, RemoteAEs = [camera] });
        Assert.Single(await TitlesAsync(callers));

        _settings.Replace(new ApplianceConfiguration { LocalAE = policy, RemoteAEs = [camera with { HostName = "10.0.0.7" }] });
        Assert.Empty(await TitlesAsync(callers));
    }

    [Fact]
    public async Task A_stranger_with_many_titles_does_not_fill_the_disk()
    {
        var callers = new RefusedCallers(_database, _writer!, _settings, _time);
        for (var i = 0; i < ActivityStatements.MaximumRefusedCallers + 50; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            callers.Record(Caller($"T{i}", "10.0.0.7"));
        }

        var listed = await callers.ListAsync(Cancellation);

        Assert.Equal(ActivityStatements.MaximumRefusedCallers, listed.Count);
        Assert.Equal($"T{ActivityStatements.MaximumRefusedCallers + 49}", listed[0].Name);
    }

    private static async Task<string[]> TitlesAsync(RefusedCallers callers) =>
        [.. (await callers.ListAsync(Cancellation)).Select(caller => caller.AETitle).Order(StringComparer.Ordinal)];

    private static RefusedCaller Caller(string title, string address) => new()
    {
        AETitle = title,
        HostName = address,
        CalledAETitle = "OPTOSADVANCE",
        Reason = "The calling AE title is not configured.",
        Rejection = "(1,1,3) calling AE title not recognized",
    };

    private static ActivityRecord Row(string message) => new() { Kind = ActivityKind.Import, Message = message };

    private async Task<List<ActivityRecord>> ReadAsync(ActivityQuery query) => await _log.QueryAsync(query, Cancellation).ToListAsync(Cancellation);

    private async Task<List<string>> MessagesAsync(ActivityQuery query) => [.. (await ReadAsync(query)).Select(row => row.Message)];

    private async Task OpenAsync()
    {
        _database = new ActivityDatabase(new ApplianceDirectory(_directory.Path));
        _writer = new ActivityWriter(_database, new ActivityRetention(_settings, _time), _time, NullLogger<ActivityWriter>.Instance);
        _log = new ActivityLog(_database, _writer, _meters, _time);
        await _writer.StartAsync(Cancellation);
    }

    private async Task CloseAsync()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            await writer.StopAsync(CancellationToken.None);
            writer.Dispose();
        }
    }
}
