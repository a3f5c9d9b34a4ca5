using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class AuditServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_arrive_over_UDP_as_audit_messages_in_order()
    {
        await using var receiver = new SyslogReceiver();
        await using var bench = new AuditBench(Udp(receiver.Port));
        await bench.StartAsync();

        // A few at a time: what does not fit into the socket's buffer is lost, as it is with UDP.
        foreach (var few in Enumerable.Range(1, 50).Chunk(10))
        {
            bench.Receive(few);
            await Until.TrueAsync(() => receiver.Received.Count == few[^1], "all arrive");
        }

        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"1.2.{i}"), receiver.Messages().Select(Study));
        await Until.TrueAsync(() => bench.Writer.Delivered.Delivered == 50, "the position is stored");
        Assert.Equal(0, (await bench.Service.GetStatusAsync(Cancellation)).Waiting);
    }

    [Fact]
    public async Task Rows_arrive_over_TLS_each_after_its_length()
    {
        using var certificate = TestCertificate.Create();
        await using var receiver = new SyslogReceiver(certificate);
        await using var bench = new AuditBench(Udp(1));
        await bench.StartAsync();
        await bench.ChangeAsync(Tls(bench, receiver, certificate));

        bench.Receive(Enumerable.Range(1, 300));
        await Until.TrueAsync(() => receiver.Received.Count == 301, "all arrive");

        Assert.Equal(Enumerable.Range(1, 300).Select(i => $"1.2.{i}"), receiver.Messages().Skip(1).Select(Study));
        Assert.Equal("110113", (string?)receiver.Messages()[0].Descendants("EventID").Single().Attribute("csd-code"));
        Assert.Empty(receiver.Violations);
        Assert.Equal(1, receiver.Connections);
    }

    [Fact]
    public async Task A_receiver_that_is_away_stops_nothing_and_loses_nothing()
    {
        var (port, _) = FreePort.Two();
        using var certificate = TestCertificate.Create();
        await using var bench = new AuditBench(Udp(1));
        await bench.StartAsync();
        await bench.ChangeAsync(Tls(bench, port, certificate));
        bench.Receive(Enumerable.Range(1, 1000));
        await Until.TrueAsync(() => bench.Service.GetStatusAsync(Cancellation).GetAwaiter().GetResult() is { Waiting: > 1000, LastError: not null }, "all wait");

        // The log goes on, and says once that the receiver is away.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1000, (await bench.RowsAsync(ActivityKind.Receive)).Count);
        var told = Assert.Single(await bench.RowsAsync(ActivityKind.Audit));
        Assert.Contains($"localhost:{port} cannot be reached", told.Message, StringComparison.Ordinal);

        await using var receiver = new SyslogReceiver(certificate, port: port);
        await Until.TrueAsync(() => receiver.Received.Count == 1001, "all arrive", () => bench.Time.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => $"1.2.{i}"), receiver.Messages().Skip(1).Select(Study));
        await Until.TrueAsync(() => bench.RowsAsync(ActivityKind.Audit).GetAwaiter().GetResult().Count == 2, "the log says that it works again");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_noticed_with_UDP_too()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new AuditBench(Udp(port));
        await bench.StartAsync();
        bench.Receive(1, 2, 3);
        await Until.TrueAsync(() => bench.Service.GetStatusAsync(Cancellation).GetAwaiter().GetResult() is { Waiting: >= 3, LastError: not null }, "they wait");

        await using var receiver = new SyslogReceiver(port: port);
        await Until.TrueAsync(() => receiver.Received.Count >= 3, "they arrive", () => bench.Time.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal(["1.2.1", "1.2.2", "1.2.3"], receiver.Messages().Select(Study).Distinct());
    }

    [Fact]
    public async Task What_was_on_its_way_when_the_connection_broke_is_sent_again()
    {
        using var certificate = TestCertificate.Create();
        await using var receiver = new SyslogReceiver(certificate);
        await using var bench = new AuditBench(Udp(1));
        await bench.StartAsync();
        await bench.ChangeAsync(Tls(bench, receiver, certificate));
        bench.Receive(Enumerable.Range(1, 20));
        await Until.TrueAsync(() => receiver.Received.Count == 21, "they arrive");

        receiver.Cut();

        // The receiver may have lost what it had not written down: everything since the last proof comes once more.
        await Until.TrueAsync(() => receiver.Received.Count >= 42, "they arrive again", () => bench.Time.Advance(TimeSpan.FromSeconds(2)));
        Assert.Equal(2, receiver.Connections);

        // Proven after half a minute of a good connection, they do not come a third time.
        var messages = receiver.Received.Count;
        await Until.TrueAsync(() => bench.Writer.Delivered.Delivered >= 21, "the position is stored", () => bench.Time.Advance(TimeSpan.FromSeconds(5)));
        receiver.Cut();
        bench.Receive(99);
        await Until.TrueAsync(() => receiver.Messages().Any(each => Study(each) == "1.2.99"), "it goes on", () => bench.Time.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal(messages + 1, receiver.Received.Count);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was_and_leaves_none_out()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new AuditBench(Udp(port));
        await bench.StartAsync();
        bench.Receive(1, 2);
        await Until.TrueAsync(() => bench.Service.GetStatusAsync(Cancellation).GetAwaiter().GetResult().LastError is not null, "they wait");
        await bench.StopAsync();

        await using var receiver = new SyslogReceiver(port: port);
        await bench.StartAsync();
        bench.Receive(3);
        await Until.TrueAsync(() => receiver.Received.Count >= 3, "all arrive", () => bench.Time.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal(["1.2.1", "1.2.2", "1.2.3"], receiver.Messages().Select(Study));
    }

    [Fact]
    public async Task The_last_rows_are_delivered_when_the_host_stops_and_are_not_sent_again()
    {
        using var certificate = TestCertificate.Create();
        await using var receiver = new SyslogReceiver(certificate);
        await using var bench = new AuditBench(Udp(1));
        await bench.StartAsync();
        await bench.ChangeAsync(Tls(bench, receiver, certificate));
        bench.Receive(1, 2, 3);
        await bench.StopAsync();
        await Until.TrueAsync(() => receiver.Received.Count == 4, "the last rows arrive");

        await bench.StartAsync();
        bench.Receive(4);
        await Until.TrueAsync(() => receiver.Received.Count == 5, "it goes on");
        Assert.Equal("1.2.4", Study(receiver.Messages()[^1]));
    }

    [Fact]
    public async Task Begins_with_what_happens_after_it_was_switched_on()
    {
        await using var receiver = new SyslogReceiver();
        await using var bench = new AuditBench(new AuditSettings());
        await bench.StartAsync();
        bench.Receive(1, 2);
        await bench.ChangeAsync(Udp(receiver.Port));
        bench.Receive(3);
        await Until.TrueAsync(() => receiver.Received.Count == 2, "they arrive");
        Assert.Equal("110113", (string?)receiver.Messages()[0].Descendants("EventID").Single().Attribute("csd-code"));
        Assert.Equal("1.2.3", Study(receiver.Messages()[1]));

        await bench.ChangeAsync(Udp(receiver.Port) with { Enabled = false });
        bench.Receive(4);
        await Until.TrueAsync(() => bench.Writer.Delivered.Delivered is null, "it is off");
        Assert.False((await bench.Service.GetStatusAsync(Cancellation)).IsActive);
        await bench.ChangeAsync(Udp(receiver.Port));
        bench.Receive(5);
        await Until.TrueAsync(() => receiver.Received.Count == 4, "they arrive");
        Assert.Equal("1.2.5", Study(receiver.Messages()[3]));
    }

    [Fact]
    public async Task Says_how_many_are_not_sent_when_it_is_switched_off()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new AuditBench(Udp(port));
        await bench.StartAsync();
        bench.Receive(1, 2);
        await Until.TrueAsync(() => bench.Service.GetStatusAsync(Cancellation).GetAwaiter().GetResult().LastError is not null, "they wait");
        await bench.ChangeAsync(new AuditSettings());
        Assert.Contains(await bench.RowsAsync(ActivityKind.Audit), row => row.Message.Contains("switched off while", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_wait_outlive_their_retention_up_to_a_bound_and_the_log_says_how_many_went()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new AuditBench(Udp(port));
        bench.Settings.Replace(bench.Settings.Current with { Repository = new RepositorySettings { ActivityRetentionDays = 2 } });
        await bench.StartAsync();
        bench.Receive(1, 2);
        await Until.TrueAsync(() => bench.Service.GetStatusAsync(Cancellation).GetAwaiter().GetResult().LastError is not null, "they wait");

        bench.Time.Advance(TimeSpan.FromDays(10));
        bench.Receive(3);
        await Until.TrueAsync(() => bench.RowsAsync(ActivityKind.Receive).GetAwaiter().GetResult().Count == 3, "none is deleted");

        bench.Time.Advance(ActivityRetention.ShortestWait - TimeSpan.FromDays(1));
        bench.Receive(4);
        await Until.TrueAsync(
            () => bench.RowsAsync(ActivityKind.Audit).GetAwaiter().GetResult().Exists(row => row.Message.Contains("though they were not delivered", StringComparison.Ordinal)),
            "the log says that rows were deleted",
            () => bench.Time.Advance(TimeSpan.FromHours(1)));
        Assert.Equal(["1.2.4", "1.2.3"], (await bench.RowsAsync(ActivityKind.Receive)).Select(row => row.StudyInstanceUid));
    }

    [Theory]
    [InlineData("localhost", false, "not trusted")]
    [InlineData("elsewhere.example", true, "another name (elsewhere.example)")]
    public async Task Does_not_talk_to_a_receiver_that_is_not_trusted(string name, bool isTrusted, string expected)
    {
        using var certificate = TestCertificate.Create(name);
        using var other = TestCertificate.Create();
        await using var receiver = new SyslogReceiver(certificate);
        await using var bench = new AuditBench(Udp(1));
        await bench.StartAsync();
        await bench.ChangeAsync(Tls(bench, receiver, isTrusted ? certificate : other));
        await Until.TrueAsync(() => bench.Service.GetStatusAsync(Cancellation).GetAwaiter().GetResult().LastError is not null, "it is refused");
        Assert.Contains(expected, (await bench.Service.GetStatusAsync(Cancellation)).LastError, StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task Shows_its_certificate_to_a_receiver_that_asks()
    {
        using var certificate = TestCertificate.Create();
        using var own = TestCertificate.Create("optos-1");
        await using var receiver = new SyslogReceiver(certificate, wantsClientCertificate: true);
        await using var bench = new AuditBench(Udp(1));
        await bench.StartAsync();
        var pem = Path.Combine(bench.DataDirectory, "client.pem");
        await File.WriteAllTextAsync(pem, own.ExportCertificatePem() + "\n" + own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(), Cancellation);
        bench.Settings.Replace(bench.Settings.Current with { Audit = Tls(bench, receiver, certificate) with { TlsCertificatePath = pem } });

        var result = await bench.Test.TestAsync("alice", Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.StartsWith("Tls1", result.Protocol, StringComparison.Ordinal);
        Assert.Contains("CN=optos-1", receiver.ClientCertificates);
        await Until.TrueAsync(() => receiver.Received.Count == 1, "the test arrives");
        Assert.Contains("asked for by alice", receiver.Received.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_says_what_is_wrong()
    {
        var (port, _) = FreePort.Two();
        await using var bench = new AuditBench(new AuditSettings());
        await bench.StartAsync();
        Assert.Contains("Set-OptosAudit", (await bench.Test.TestAsync("alice", Cancellation)).RecommendedAction, StringComparison.Ordinal);

        bench.Settings.Replace(bench.Settings.Current with { Audit = Udp(port) });
        var refused = await bench.Test.TestAsync("alice", Cancellation);
        Assert.False(refused.Success);
        Assert.Contains($"localhost:{port} cannot be reached", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_refuses_the_change()
    {
        await using var bench = new AuditBench(new AuditSettings());
        await bench.StartAsync();
        var after = bench.Settings.Current with { Audit = Udp(1) with { Transport = AuditTransport.Tls, TlsTrustedCertificatesPath = Path.Combine(bench.DataDirectory, "none.pem") } };
        var error = await Assert.ThrowsAsync<ControlException>(() => bench.Service.PrepareAsync(bench.Settings.Current, after, Cancellation));
        Assert.Equal((ErrorIds.PathUnavailable, "Audit"), (error.Error.Id, error.Error.Target));
    }

    private static AuditSettings Udp(int port) => new() { Server = "localhost", Port = port };

    private static AuditSettings Tls(AuditBench bench, SyslogReceiver receiver, X509Certificate2 trusted) => Tls(bench, receiver.Port, trusted);

    private static AuditSettings Tls(AuditBench bench, int port, X509Certificate2 trusted) => new()
    {
        Server = "localhost",
        Port = port,
        Transport = AuditTransport.Tls,
        TlsTrustedCertificatesPath = trusted.WritePem(Path.Combine(bench.DataDirectory, "ca.pem")),
    };

    private static string? Study(XElement message) => (string?)message.Elements("ParticipantObjectIdentification").First().Attribute("ParticipantObjectID");
}
