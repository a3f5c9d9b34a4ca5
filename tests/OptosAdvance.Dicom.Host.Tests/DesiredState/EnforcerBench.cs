using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The enforcement with the real configuration service and store, and a clock that the test moves.</summary>
internal sealed class EnforcerBench : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ApplianceDirectory _appliance;
    private readonly ConfigurationService _service;
    private readonly ConfigurationWatch _watch = new();
    private ConfigurationEnforcer? _enforcer;

    public EnforcerBench()
    {
        _appliance = new ApplianceDirectory(_directory.Path);
        var file = new ConfigurationFile(_appliance, new SecretProtector(_appliance));
        Settings = new ApplianceSettings(file.Load());
        Participant = new RecordingParticipant([], "participant");
        _service = new ConfigurationService(Settings, file, _appliance, [Participant], Facts, NullLogger<ConfigurationService>.Instance, [_watch]);
        Start();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public ApplianceSettings Settings { get; }

    public RecordingParticipant Participant { get; }

    public ConcurrentFacts Facts { get; } = new();

    public ConcurrentQueue<Notification> Mails { get; } = new();

    public ConfigurationEnforcer Enforcer => _enforcer!;

    public string[] Drift => [.. Facts.Rows.Where(row => row.Kind == ActivityKind.DesiredState).Select(row => row.Message)];

    public string Folder => _directory.Path;

    /// <summary>What a host that starts now does.</summary>
    public void Start()
    {
        Stop();
        var applier = new DesiredStateApplier(Settings, _service, _appliance, NullLogger<DesiredStateApplier>.Instance);
        var evaluator = new HeldEvaluator(Settings, _appliance, new HostSecrets(_appliance), Time);
        var report = new DriftReport(Facts, [new MailBox(Mails)], Time);
        _enforcer = new ConfigurationEnforcer(
            new HeldConfigurationFile(_appliance, new SecretProtector(_appliance)), evaluator, applier, _watch, report, Time, NullLogger<ConfigurationEnforcer>.Instance);
        _enforcer.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Stop()
    {
        _enforcer?.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        _enforcer?.Dispose();
        _enforcer = null;
    }

    public Task<ConfigurationStatus> SetAsync(string body, DesiredConfigurationMode mode, bool notify = false, bool follow = false, string? path = null) => Enforcer.SetAsync(
        new DesiredConfiguration
        {
            Source = new DocumentSource { Text = follow ? "" : Document(body), Path = path },
            Mode = mode,
            IntervalSeconds = 5,
            Notify = notify,
            Follow = follow,
        },
        "admin",
        TestContext.Current.CancellationToken);

    public static string Document(string body) => $"$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json\n{body}";

    public Task<ConfigurationChangeResult> ChangePortAsync(int port, string actor = "alice") => _service.ChangeAsync(
        new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.Port, port) }, actor, TestContext.Current.CancellationToken);

    public Task<ConfigurationChangeResult> RemoveRemoteAsync(string name) => _service.ChangeAsync(
        new ConfigurationChange { RemoteAEs = [new RemoteAEChange { Name = name, Kind = RemoteAEChangeKind.Remove }] }, "alice", TestContext.Current.CancellationToken);

    /// <summary>Waits for what the enforcement does by itself, moving the clock on by a second now and then.</summary>
    public async Task UntilAsync(Func<bool> condition, bool moveClock = true)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"It did not come about. {Enforcer.Status} {string.Join(" | ", Drift)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
            if (moveClock)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    public void Dispose()
    {
        Stop();
        _service.Dispose();
        _directory.Dispose();
    }

    internal sealed class ConcurrentFacts : IActivityLog
    {
        private readonly ConcurrentQueue<ActivityRecord> _rows = new();

        public IReadOnlyCollection<ActivityRecord> Rows => _rows;

        public void Record(ActivityRecord record) => _rows.Enqueue(record);
    }

    private sealed class MailBox(ConcurrentQueue<Notification> mails) : INotifications
    {
        public void Send(Notification notification) => mails.Enqueue(notification);
    }
}
