using System.Text;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>E-mail of the real host at a real mail server.</summary>
public sealed class MailTests
{
    private const string Password = "Geheim-Wort-4711";

    [Fact]
    public async Task A_plain_server_takes_a_message()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        await using var server = await Aiosmtpd.StartAsync(folder, port);
        await using var host = await HostProcess.StartAsync(folder);
        await SetAsync(host, Mail(port, SmtpSecurity.Auto));

        var result = await host.Control.TestNotificationAsync(new NotificationTestRequest(), CancellationToken.None);

        Assert.True(result.Success, result.Message);
        var message = Assert.Single(Aiosmtpd.Messages(folder));
        Assert.Contains("X-Rcpt: it@clinic.example", message, StringComparison.Ordinal);
        Assert.Contains("To: it@clinic.example", message, StringComparison.Ordinal);
        Assert.Contains("Subject: Test of the notification", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_wants_STARTTLS_and_a_password_takes_a_message_and_the_password_is_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        var port = FreePort.Next();
        await using var server = await Aiosmtpd.StartAsync(folder, port, ("optos", Password), certificates.Server);
        await using var host = await HostProcess.StartAsync(folder);
        var mail = Mail(port, SmtpSecurity.StartTls).With(each => each.TlsTrustedCertificatesPath, certificates.AuthorityPem).With(each => each.CredentialUserName, "optos");
        var told = new StringBuilder();

        // A wrong password first: the dialogue of the failure is shown.
        await SetAsync(host, mail.With(each => each.CredentialPassword, Secret.Parse("Falsch-" + Password)));
        var refused = await host.Control.TestNotificationAsync(new NotificationTestRequest(), CancellationToken.None);
        Assert.Equal((false, NotificationTestStep.Authentication), (refused.Success, refused.Step));
        var dialogue = $"{refused.Message}\n{string.Join('\n', refused.Dialogue)}";
        Assert.True(refused.Dialogue.Any(line => line.StartsWith("C: AUTH ", StringComparison.Ordinal) && line.EndsWith("***", StringComparison.Ordinal)), dialogue);
        Assert.True(refused.Dialogue.Any(line => line.StartsWith("S: 535", StringComparison.Ordinal)), dialogue);
        told.AppendLine(refused.ToString()).AppendLine(string.Join('\n', refused.Dialogue));

        await SetAsync(host, new Partial<NotificationSettings>().With(each => each.CredentialPassword, Secret.Parse(Password)));
        var taken = await host.Control.TestNotificationAsync(new NotificationTestRequest { To = "me@clinic.example" }, CancellationToken.None);
        Assert.True(taken.Success, taken.Message);
        Assert.StartsWith("Tls1", taken.Protocol, StringComparison.Ordinal);
        var message = Assert.Single(Aiosmtpd.Messages(folder));
        Assert.Contains("X-Tls: True", message, StringComparison.Ordinal);
        Assert.Contains("X-User: True", message, StringComparison.Ordinal);

        // Every way out: a refused change, what the host gives back, its log on both outputs, and every file that it has written.
        var invalid = await Assert.ThrowsAsync<ControlException>(() => SetAsync(host, new Partial<NotificationSettings>()
            .With(each => each.Port, 0).With(each => each.CredentialPassword, Secret.Parse(Password + "x"))));
        told.AppendLine(invalid.ToString()).AppendLine(invalid.Error.ToString());
        told.AppendLine((await host.Control.GetConfigurationAsync(CancellationToken.None)).ToString());
        told.AppendLine(System.Text.Json.JsonSerializer.Serialize(await host.Control.GetConfigurationAsync(CancellationToken.None), ContractJson.Options));
        foreach (var row in await host.ActivityAsync()) told.AppendLine(row.ToString());
        await host.Control.StopHostAsync(CancellationToken.None);
        told.AppendLine((await host.Process.WaitForExitAsync()).Output);
        AssertHoldsNoSecret(told.ToString(), "what was told");
        foreach (var file in Directory.GetFiles(folder.Folder("data"), "*", SearchOption.AllDirectories))
            AssertHoldsNoSecret(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), file);
    }

    [Fact]
    public async Task The_keys_of_the_secrets_are_for_the_account_of_the_host_alone()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("File modes are those of Unix.");
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await SetAsync(host, new Partial<NotificationSettings>().With(each => each.CredentialUserName, "optos").With(each => each.CredentialPassword, Secret.Parse(Password)));

        var keys = Path.Combine(folder.Folder("data"), "keys");
        Assert.NotEmpty(Directory.GetFiles(keys));
        foreach (var path in (string[])[keys, .. Directory.GetFiles(keys), Path.Combine(folder.Folder("data"), "configuration.json")])
        {
            const UnixFileMode Others = (UnixFileMode)0b000_111_111;
            if (!OperatingSystem.IsWindows()) Assert.True((File.GetUnixFileMode(path) & Others) == UnixFileMode.None, path);
        }

        // And they are what decrypts: the host knows its password after a restart.
        await host.KillAsync();
        await host.RestartAsync();
        Assert.True((await host.Control.GetConfigurationAsync(CancellationToken.None)).Notification.CredentialPassword!.IsHidden);
    }

    [Fact]
    public async Task One_message_for_a_suspension_and_one_for_its_end_also_when_the_server_is_away_and_the_host_is_killed()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        await using var host = await HostProcess.StartAsync(folder);
        await SetAsync(host, Mail(port, SmtpSecurity.None));
        var marks = (await host.Control.GetConfigurationAsync(CancellationToken.None)).Repository;
        await host.ChangeAsync(new ConfigurationChange
        {
            Repository = new Partial<RepositorySettings>()
                .With(each => each.CheckIntervalSeconds, 1)
                .With(each => each.CriticalWatermark, DiskWatermark.Parse("99.7%"))
                .With(each => each.LowWatermark, DiskWatermark.Parse("99.8%"))
                .With(each => each.HighWatermark, DiskWatermark.Parse("99.9%")),
        });
        await Eventually.IsTrueAsync(
            async () => (await host.Control.GetNotificationStatusAsync(CancellationToken.None)) is { Waiting: 1, LastError: not null }, "the message waits for the server");
        await Eventually.IsTrueAsync(() => Directory.GetFiles(Path.Combine(folder.Folder("data"), "mail"), "*.json").Length == 1, "it is written down");

        await host.KillAsync();
        await host.RestartAsync();
        Assert.True((await host.Control.GetNotificationStatusAsync(CancellationToken.None)).Waiting >= 1);
        await host.ChangeAsync(new ConfigurationChange
        {
            Repository = new Partial<RepositorySettings>()
                .With(each => each.CriticalWatermark, DiskWatermark.Parse("1MB"))
                .With(each => each.LowWatermark, DiskWatermark.Parse("2MB"))
                .With(each => each.HighWatermark, DiskWatermark.Parse("3MB")),
        });

        await using var server = await Aiosmtpd.StartAsync(folder, port);
        await Eventually.IsTrueAsync(
            () => Aiosmtpd.Messages(folder) is var all && all.Any(each => each.Contains("suspended", StringComparison.Ordinal)) && all.Any(each => each.Contains("resumed", StringComparison.Ordinal)),
            "both arrive");
        await Eventually.IsTrueAsync(async () => (await host.Control.GetNotificationStatusAsync(CancellationToken.None)) is { Waiting: 0, LastError: null }, "nothing waits");
        Assert.NotNull(marks);
    }

    private static Partial<NotificationSettings> Mail(int port, SmtpSecurity security) => new Partial<NotificationSettings>()
        .With(each => each.Server, "localhost").With(each => each.Port, port).With(each => each.Security, security).With(each => each.From, "optos@clinic.example");

    private static Task<ConfigurationChangeResult> SetAsync(HostProcess host, Partial<NotificationSettings> mail) => host.ChangeAsync(new ConfigurationChange
    {
        Notification = mail,
        Repository = new Partial<RepositorySettings>().With(each => each.NotificationAddress, "it@clinic.example"),
    });

    private static void AssertHoldsNoSecret(string text, string where)
    {
        string[] forms =
        [
            Password, Password.ToUpperInvariant(), Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)), Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0optos\0{Password}")),
            Convert.ToHexString(Encoding.UTF8.GetBytes(Password)), Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Password)),
        ];
        foreach (var form in forms)
            Assert.False(text.Contains(form, StringComparison.Ordinal), $"The password is in {where}.");
    }
}
