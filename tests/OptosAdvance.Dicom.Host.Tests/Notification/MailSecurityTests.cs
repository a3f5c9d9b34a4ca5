using System.Text;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>How the connection with the mail server is protected, and what becomes of the password.</summary>
public sealed class MailSecurityTests
{
    private const string Password = "s3cret-Pässword-42";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Auto)]
    public async Task Speaks_TLS_where_the_server_offers_it(SmtpSecurity security)
    {
        using var certificate = TestCertificate.Create();
        await using var server = new SmtpServer { Certificate = certificate, Account = ("optos", Password) };
        await using var bench = Bench(server, security, certificate);

        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.StartsWith("Tls1", result.Protocol, StringComparison.Ordinal);
        Assert.Single(server.Messages);
        Assert.Equal(1, server.Heard.Count(line => line == "STARTTLS"));
        Assert.Empty(result.Dialogue);
    }

    [Fact]
    public async Task StartTls_sends_nothing_to_a_server_that_does_not_offer_it()
    {
        await using var server = new SmtpServer { Account = ("optos", Password), OffersAuthenticationInClear = true };
        await using var bench = Bench(server, SmtpSecurity.StartTls);

        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);

        Assert.Equal((false, NotificationTestStep.Tls), (result.Success, result.Step));
        Assert.Contains("does not offer STARTTLS", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tls_does_not_fall_back_to_plain_text()
    {
        await using var server = new SmtpServer();
        await using var bench = Bench(server, SmtpSecurity.Tls);

        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);

        Assert.Equal((false, NotificationTestStep.Tls), (result.Success, result.Step));
        Assert.Contains("StartTls", result.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("EHLO", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Auto_does_not_send_the_password_in_clear()
    {
        await using var server = new SmtpServer { Account = ("optos", Password), OffersAuthenticationInClear = true };
        await using var bench = Bench(server, SmtpSecurity.Auto);

        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);

        Assert.Equal((false, NotificationTestStep.Tls), (result.Success, result.Step));
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));

        bench.Configure(mail => mail with { CredentialUserName = null, CredentialPassword = null });
        Assert.True((await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation)).Success);
    }

    [Fact]
    public async Task None_sends_it_as_was_asked()
    {
        await using var server = new SmtpServer { Account = ("optos", Password), OffersAuthenticationInClear = true };
        await using var bench = Bench(server, SmtpSecurity.None);

        Assert.True((await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation)).Success);
    }

    [Theory]
    [InlineData("localhost", false, false, "not trusted")]
    [InlineData("mail.elsewhere.example", false, true, "another name (mail.elsewhere.example)")]
    [InlineData("localhost", true, true, "valid from")]
    public async Task Says_what_is_wrong_with_the_certificate(string name, bool isExpired, bool isTrusted, string expected)
    {
        using var certificate = TestCertificate.Create(name, isExpired);
        await using var server = new SmtpServer { Certificate = certificate, Account = ("optos", Password) };
        await using var bench = Bench(server, SmtpSecurity.Auto, isTrusted ? certificate : null);

        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);

        Assert.Equal((false, NotificationTestStep.Tls), (result.Success, result.Step));
        Assert.Contains(expected, result.Message, StringComparison.Ordinal);
        Assert.Contains("TlsTrustedCertificatesPath", result.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_the_dialogue_of_a_failure_without_the_password()
    {
        using var certificate = TestCertificate.Create();
        await using var server = new SmtpServer { Certificate = certificate, Account = ("optos", "another") };
        await using var bench = Bench(server, SmtpSecurity.StartTls, certificate);

        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);

        Assert.Equal((false, NotificationTestStep.Authentication), (result.Success, result.Step));
        var dialogue = string.Join('\n', result.Dialogue);
        Assert.Contains("S: 220 test ESMTP", dialogue, StringComparison.Ordinal);
        Assert.Contains("C: STARTTLS", dialogue, StringComparison.Ordinal);
        Assert.Contains("C: AUTH PLAIN ***", dialogue, StringComparison.Ordinal);
        Assert.Contains("S: 535 5.7.8 not you: ***", dialogue, StringComparison.Ordinal);

        // The server heard it, and said it back in two forms; nobody else is told.
        Assert.Contains(server.Heard, line => line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal));
        var told = dialogue + result.Message + string.Concat(bench.Activity.Rows.Select(row => row.ToString()));
        foreach (var form in (string[])[Password, Base64(Password), Base64($"\0optos\0{Password}"), "s3cret"])
        {
            Assert.DoesNotContain(form, told, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Leaves_out_of_the_dialogue_every_answer_of_an_authentication()
    {
        using var dialogue = new SmtpDialogue("optos", Password);
        Say("EHLO optos\r\n");
        Hear("250-test\r\n250 AUTH LOGIN\r\n");
        Say("AUTH LOGIN\r\n");
        Hear("334 VXNlcm5hbWU6\r\n");
        Say(Base64("optos") + "\r\n");
        Hear("334 UGFzc3dvcmQ6\r\n");
        Say(Base64(Password) + "\r\n");
        Hear("235 welcome\r\n");
        Say("MAIL FROM:<a@b.example>\r\n");
        Hear("250 ok\r\n");
        Say("DATA\r\n");
        Hear("354 go on\r\n");
        Say("Subject: x\r\n\r\nthe body\r\n.\r\n");
        Hear("250 taken\r\n");

        Assert.Equal(
            [
                "C: EHLO optos", "S: 250-test", "S: 250 AUTH LOGIN", "C: AUTH LOGIN ***", "S: 334 VXNlcm5hbWU6", "C: ***", "S: 334 UGFzc3dvcmQ6", "C: ***",
                "S: 235 welcome", "C: MAIL FROM:<a@b.example>", "S: 250 ok", "C: DATA", "S: 354 go on", "C: (the message)", "S: 250 taken",
            ],
            dialogue.Lines);
        await Task.CompletedTask;

        void Say(string text) => dialogue.LogClient(Encoding.UTF8.GetBytes(text), 0, Encoding.UTF8.GetByteCount(text));
        void Hear(string text) => dialogue.LogServer(Encoding.UTF8.GetBytes(text), 0, Encoding.UTF8.GetByteCount(text));
    }

    [Fact]
    public async Task Says_what_is_missing_when_there_is_no_server_or_nobody_to_send_to()
    {
        await using var bench = new NotificationBench(25);
        bench.Configure(mail => mail with { Server = null });
        var result = await bench.Test.TestAsync(new NotificationTestRequest(), "alice", Cancellation);
        Assert.Equal((false, NotificationTestStep.Settings), (result.Success, result.Step));
        Assert.Contains("Set-OptosNotification", result.RecommendedAction, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<ControlException>(() => bench.Test.TestAsync(new NotificationTestRequest { To = "nobody at all" }, "alice", Cancellation));
        Assert.Equal(ErrorIds.InvalidArgument, error.Error.Id);
    }

    [Fact]
    public async Task Sends_a_test_to_somebody_else_than_the_address_of_the_repository()
    {
        await using var server = new SmtpServer();
        await using var bench = new NotificationBench(server.Port);

        var result = await bench.Test.TestAsync(new NotificationTestRequest { To = "me@clinic.example" }, "alice", Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.Contains("To: me@clinic.example", server.Messages.Single(), StringComparison.Ordinal);
    }

    private static NotificationBench Bench(SmtpServer server, SmtpSecurity security, System.Security.Cryptography.X509Certificates.X509Certificate2? trusted = null)
    {
        var bench = new NotificationBench(server.Port);
        bench.Configure(mail => mail with
        {
            Security = security,
            CredentialUserName = "optos",
            CredentialPassword = Secret.Parse(Password),
            TlsTrustedCertificatesPath = trusted?.WritePem(Path.Combine(bench.DataDirectory, "ca.pem")),
        });
        return bench;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
