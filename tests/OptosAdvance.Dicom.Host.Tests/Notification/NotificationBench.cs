using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The delivery of e-mail on a data directory of its own, with a clock that a test moves.</summary>
internal sealed class NotificationBench : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RecordedActivity _activity = new();
    private MailQueue _queue;

    public NotificationBench(int port)
    {
        Settings = new ApplianceSettings(new ApplianceConfiguration
        {
            Notification = new NotificationSettings { Server = "localhost", Port = port, Security = SmtpSecurity.None, From = "optos@clinic.example" },
            Repository = new RepositorySettings { NotificationAddress = "it@clinic.example" },
        });
        _queue = new MailQueue(new ApplianceDirectory(_directory.Path), NullLogger<MailQueue>.Instance);
        Notifications = Create();
    }

    public ApplianceSettings Settings { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public Notifications Notifications { get; private set; }

    public RecordedActivity Activity => _activity;

    public string MailFolder => Path.Combine(_directory.Path, "mail");

    public string DataDirectory => _directory.Path;

    public NotificationTest Test => new(Settings, _activity, Time);

    /// <summary>A little: a wait that began only after its time had come ends too.</summary>
    public void TimePasses() => Time.Advance(TimeSpan.FromMilliseconds(10));

    public async Task StartAsync() => await Notifications.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>A host that starts after this one ended.</summary>
    public async Task RestartAsync()
    {
        await Notifications.StopAsync(CancellationToken.None);
        Notifications.Dispose();
        _queue = new MailQueue(new ApplianceDirectory(_directory.Path), NullLogger<MailQueue>.Instance);
        Notifications = Create();
        await StartAsync();
    }

    public void Configure(Func<NotificationSettings, NotificationSettings> change) =>
        Settings.Replace(Settings.Current with { Notification = change(Settings.Current.Notification) });

    /// <summary>Changes settings as the configuration service does.</summary>
    public async Task ChangeAsync(ApplianceConfiguration after)
    {
        var prepared = await Notifications.PrepareAsync(Settings.Current, after, TestContext.Current.CancellationToken);
        Settings.Replace(after);
        await prepared!.CommitAsync();
        await prepared.DisposeAsync();
    }

    public void Send(string subject) => Notifications.Send(new Notification("Suspended", subject, "Body of " + subject));

    public async ValueTask DisposeAsync()
    {
        await Notifications.StopAsync(CancellationToken.None);
        Notifications.Dispose();
        _directory.Dispose();
    }

    private Notifications Create() => new(_queue, Settings, _activity, Time, NullLogger<Notifications>.Instance);
}
