using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class NotificationsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_a_message_to_the_address_of_the_repository()
    {
        await using var server = new SmtpServer();
        await using var bench = new NotificationBench(server.Port);
        await bench.StartAsync();

        bench.Notifications.Send(new Notification("Suspended", "Storing is suspended: Größe\r\nBcc: evil@example.com", "Free space is below 5%."));
        await Until.TrueAsync(() => server.Messages.Count == 1, "the message arrives");

        var message = server.Messages.Single();
        Assert.Contains("To: it@clinic.example", message, StringComparison.Ordinal);
        Assert.Contains("<optos@clinic.example>", message, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", message, StringComparison.Ordinal);
        Assert.Contains("Free space is below 5%.", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Split("\r\n"), line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("MAIL FROM:<optos@clinic.example>", string.Join('\n', server.Heard), StringComparison.Ordinal);
        Assert.Equal(1, server.Heard.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
        await Until.TrueAsync(() => Directory.GetFiles(bench.MailFolder).Length == 0, "nothing waits");
        await Until.TrueAsync(() => !bench.Activity.Rows.IsEmpty, "it is recorded");
        var row = Assert.Single(bench.Activity.Rows);
        Assert.Equal((ActivityKind.Notification, ActivityOutcome.Success), (row.Kind, row.Outcome));
    }

    [Fact]
    public async Task Waits_for_a_server_that_is_away_and_sends_each_message_once_when_it_is_back()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new NotificationBench(port);
        await bench.StartAsync();
        bench.Send("first");
        await Until.TrueAsync(() => bench.Notifications.Status.LastError is not null, "the first attempt fails");
        bench.Send("second");
        await Until.TrueAsync(() => bench.Notifications.Status.Waiting == 2, "both wait");

        for (var attempt = 0; attempt < 4; attempt++)
        {
            var next = bench.Notifications.Status.NextAttempt;
            bench.Time.Advance(MailBackOff.Longest);
            await Until.TrueAsync(() => bench.Notifications.Status.NextAttempt > next, "it is tried again", bench.TimePasses);
        }

        var status = bench.Notifications.Status;
        Assert.Contains($"localhost:{port} cannot be reached", status.LastError, StringComparison.Ordinal);
        Assert.True(status.IsActive);
        Assert.Equal(2, Directory.GetFiles(bench.MailFolder).Length);
        var failure = Assert.Single(bench.Activity.Rows);
        Assert.Equal(ActivityOutcome.Failure, failure.Outcome);

        await using var server = new SmtpServer(port);
        await Until.TrueAsync(() => server.Messages.Count == 2, "both arrive", () => bench.Time.Advance(MailBackOff.Longest));
        await Until.TrueAsync(() => bench.Notifications.Status is { Waiting: 0, LastError: null, LastDelivered: not null }, "nothing waits");
        Assert.Equal(["first", "second"], server.Messages.Select(Subject));
    }

    [Fact]
    public async Task What_waits_outlives_the_host()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new NotificationBench(port);
        await bench.StartAsync();
        bench.Send("before");
        await Until.TrueAsync(() => Directory.Exists(bench.MailFolder) && Directory.GetFiles(bench.MailFolder, "*.json").Length == 1, "it is on disk");
        var broken = Path.Combine(bench.MailFolder, "broken.json");
        await File.WriteAllTextAsync(broken, "{", Cancellation);

        await using var server = new SmtpServer(port);
        await bench.RestartAsync();

        await Until.TrueAsync(() => server.Messages.Count == 1, "it arrives");
        Assert.Equal("before", Subject(server.Messages.Single()));
        Assert.True(File.Exists(broken + ".broken"));
    }

    [Fact]
    public async Task What_waits_goes_by_new_settings_at_once()
    {
        var (dead, _) = FreePort.Two();
        await using var bench = new NotificationBench(dead);
        await bench.StartAsync();
        bench.Send("moved");
        await Until.TrueAsync(() => bench.Notifications.Status.LastError is not null, "the first attempt fails");

        await using var server = new SmtpServer();
        await bench.ChangeAsync(bench.Settings.Current with
        {
            Notification = bench.Settings.Current.Notification with { Port = server.Port, From = "new@clinic.example" },
            Repository = new RepositorySettings { NotificationAddress = "boss@clinic.example" },
        });

        await Until.TrueAsync(() => server.Messages.Count == 1, "it arrives without waiting for the next attempt");
        Assert.Contains("To: boss@clinic.example", server.Messages.Single(), StringComparison.Ordinal);
        Assert.Contains("<new@clinic.example>", server.Messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_the_server_does_not_want_holds_up_no_other()
    {
        await using var server = new SmtpServer { Verdict = message => message.Contains("Subject: unwanted", StringComparison.Ordinal) ? "554 5.7.1 no" : null };
        await using var bench = new NotificationBench(server.Port);
        bench.Send("unwanted");
        bench.Send("wanted");
        await bench.StartAsync();

        await Until.TrueAsync(() => server.Messages.Count == 1 && bench.Notifications.Status.LastError is not null, "the other arrives");
        Assert.Equal("wanted", Subject(server.Messages.Single()));
        Assert.Equal(1, bench.Notifications.Status.Waiting);
        Assert.Contains("554", bench.Notifications.Status.LastError, StringComparison.Ordinal);

        server.Verdict = _ => null;
        await Until.TrueAsync(() => server.Messages.Count == 2, "it arrives when the server has changed its mind", () => bench.Time.Advance(MailBackOff.Longest));
    }

    [Fact]
    public async Task Gives_up_after_three_days_and_says_so()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new NotificationBench(port);
        await bench.StartAsync();
        bench.Send("stale");
        await Until.TrueAsync(() => bench.Notifications.Status.LastError is not null, "the first attempt fails");

        bench.Time.Advance(Notifications.MaximumAge + TimeSpan.FromMinutes(1));
        await Until.TrueAsync(() => bench.Notifications.Status.Waiting == 0, "it is given up", bench.TimePasses);
        await Until.TrueAsync(() => bench.Activity.Rows.Any(row => row.Message.StartsWith("Given up", StringComparison.Ordinal)), "it is recorded");

        Assert.Empty(Directory.GetFiles(bench.MailFolder));
        Assert.Contains(bench.Activity.Rows, row => row.Outcome == ActivityOutcome.Failure && row.Message.StartsWith("Given up: 'stale'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_than_a_bounded_number_waits_and_the_oldest_go()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new NotificationBench(port);
        for (var i = 0; i < Notifications.MaximumWaiting + 3; i++)
        {
            bench.Send($"message {i}");
        }

        await bench.StartAsync();
        await Until.TrueAsync(() => bench.Notifications.Status is { Waiting: Notifications.MaximumWaiting, LastError: not null }, "the oldest are gone");
        Assert.Equal(
            ["message 0", "message 1", "message 2"],
            bench.Activity.Rows.Where(row => row.Message.StartsWith("Given up", StringComparison.Ordinal)).Select(row => row.Message.Split('\'')[1]));
    }

    [Theory]
    [InlineData(true, false, "NotificationAddress")]
    [InlineData(false, true, "mail server")]
    public async Task Without_somewhere_to_send_to_nothing_waits_and_the_log_says_why(bool hasServer, bool hasAddress, string missing)
    {
        await using var bench = new NotificationBench(25);
        bench.Settings.Replace(new ApplianceConfiguration
        {
            Notification = new NotificationSettings { Server = hasServer ? "localhost" : null, From = "a@b.example" },
            Repository = new RepositorySettings { NotificationAddress = hasAddress ? "it@clinic.example" : null },
        });
        await bench.StartAsync();

        bench.Send("lost");

        Assert.Contains(missing, Assert.Single(bench.Activity.Rows).Message, StringComparison.Ordinal);
        Assert.False(bench.Notifications.Status.IsActive);
        Assert.Equal(0, bench.Notifications.Status.Waiting);
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_is_sent_all_the_same()
    {
        await using var server = new SmtpServer();
        await using var bench = new NotificationBench(server.Port);
        await bench.StartAsync();
        await Until.TrueAsync(() => Directory.Exists(bench.MailFolder), "it runs");
        Directory.Delete(bench.MailFolder);
        await File.WriteAllTextAsync(bench.MailFolder, "in the way", Cancellation);

        bench.Send("from memory");

        await Until.TrueAsync(() => server.Messages.Count == 1, "it arrives");
        File.Delete(bench.MailFolder);
    }

    [Fact]
    public async Task A_file_of_authorities_that_cannot_be_read_refuses_the_change()
    {
        await using var bench = new NotificationBench(25);
        var after = bench.Settings.Current with
        {
            Notification = bench.Settings.Current.Notification with { TlsTrustedCertificatesPath = Path.Combine(bench.DataDirectory, "none.pem") },
        };

        var error = await Assert.ThrowsAsync<ControlException>(() => bench.Notifications.PrepareAsync(bench.Settings.Current, after, Cancellation));

        Assert.Equal(ErrorIds.PathUnavailable, error.Error.Id);
        Assert.Contains("none.pem", error.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pauses_double_up_to_a_quarter_of_an_hour()
    {
        var backOff = new MailBackOff();
        Assert.Equal([15, 30, 60, 120, 240, 480, 900, 900], Enumerable.Range(0, 8).Select(_ => (int)backOff.Failed().TotalSeconds));
        backOff.Reset();
        Assert.Equal(MailBackOff.First, backOff.Failed());
    }

    private static string Subject(string message) =>
        message.Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..];
}
