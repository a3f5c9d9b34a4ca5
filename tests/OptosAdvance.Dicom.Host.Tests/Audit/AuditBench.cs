using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The activity log and its delivery as audit messages, with a clock that a test moves.</summary>
internal sealed class AuditBench : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ActivityMeters _meters = new();
    private readonly ActivityDatabase _database;

    public AuditBench(AuditSettings audit)
    {
        Settings = new ApplianceSettings(new ApplianceConfiguration { Audit = audit });
        _database = new ActivityDatabase(new ApplianceDirectory(_directory.Path));
    }

    public ApplianceSettings Settings { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public OneStudy Studies { get; } = new();

    public ActivityWriter Writer { get; private set; } = null!;

    public ActivityLog Log { get; private set; } = null!;

    public AuditService Service { get; private set; } = null!;

    public AuditTest Test => new(Settings, Log, Time);

    public string DataDirectory => _directory.Path;

    public async Task StartAsync()
    {
        Writer = new ActivityWriter(_database, new ActivityRetention(Settings, Time), Time, NullLogger<ActivityWriter>.Instance);
        Log = new ActivityLog(_database, Writer, _meters, Time);
        Service = new AuditService(Log, Writer, new AuditMapping(Settings, new AuditStudies(Studies)), Settings, Time, NullLogger<AuditService>.Instance);
        await Writer.StartAsync(TestContext.Current.CancellationToken);
        await Service.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        await Service.StopAsync(CancellationToken.None);
        await Writer.StopAsync(CancellationToken.None);
        Service.Dispose();
        Writer.Dispose();
    }

    /// <summary>Changes settings as the configuration service does, and records it.</summary>
    public async Task ChangeAsync(AuditSettings audit)
    {
        var after = Settings.Current with { Audit = audit };
        var prepared = await Service.PrepareAsync(Settings.Current, after, TestContext.Current.CancellationToken);
        Settings.Replace(after);
        await prepared!.CommitAsync();
        await prepared.DisposeAsync();
        Log.Record(new ActivityRecord { Kind = ActivityKind.Configuration, Peer = "alice", Message = "Changed: Audit.Server", Before = "Audit.Server=", After = "Audit.Server=x" });
    }

    /// <summary>Rows that an auditor wants to see, told apart by their study.</summary>
    public void Receive(params IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            Log.Record(new ActivityRecord { Kind = ActivityKind.Receive, Peer = "CAM1", Address = "10.0.0.7", StudyInstanceUid = $"1.2.{number}", Instances = 1, Message = "Received 1 instance." });
        }
    }

    public async Task<List<ActivityRecord>> RowsAsync(ActivityKind kind) =>
        await Log.QueryAsync(new ActivityQuery { Kind = [kind] }, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _meters.Dispose();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    /// <summary>An index where every study is there.</summary>
    internal sealed class OneStudy : IStudySearch
    {
        public StudyDetail? Study { get; set; } = new()
        {
            Study = new StudySummary { PatientId = "P<1>&", PatientName = "Yamada^Tarou=山田^太郎", StudyDescription = "OCT \u0001", AccessionNumber = "A1" },
            Series = [new SeriesDetail { Instances = [new InstanceDetail { SopClassUid = "1.2.840.10008.5.1.4.1.1.77.1.5.1" }, new InstanceDetail { SopClassUid = "1.2.840.10008.5.1.4.1.1.77.1.5.1" }] }],
        };

        public Task<StudyDetail?> GetAsync(string studyInstanceUid, CancellationToken cancellationToken) => Task.FromResult(Study);

        public Task<(long Studies, long Instances)> CountAsync(CancellationToken cancellationToken) => Task.FromResult((1L, 2L));

        public async IAsyncEnumerable<StudyQueryPage> FindAsync(StudyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}
