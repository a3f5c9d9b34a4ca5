using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>Every property of the mail server, through the real engine: set, shown, refused by name and value.</summary>
public sealed class NotificationTests
{
    [Theory]
    [InlineData("-Server mail.clinic.example -From a@b.example", "Server", "mail.clinic.example")]
    [InlineData("-Port 587", "Port", "587")]
    [InlineData("-Security StartTls", "Security", "StartTls")]
    [InlineData("-TlsTrustedCertificatesPath /etc/optos/ca.pem", "TlsTrustedCertificatesPath", "/etc/optos/ca.pem")]
    [InlineData("-From optos@clinic.example", "From", "optos@clinic.example")]
    [InlineData("-CredentialUserName optos", "CredentialUserName", "optos")]
    [InlineData("-CredentialUserName optos -CredentialPassword hunter2", "CredentialPassword", "***")]
    public async Task Sets_each_property_and_shows_it(string arguments, string property, string expected)
    {
        await using var host = new FakeHost();
        using var session = host.Open();

        session.Run($"Set-OptosNotification {arguments}").ThrowIfFailed();

        Assert.Equal(expected, session.Run("Get-OptosNotification").Object.Properties[property].Value.ToString());
        Assert.Contains(property, Assert.Single(host.Control.Applied).Notification!.Given);
    }

    [Theory]
    [InlineData("-Server 'mail:25' -From a@b.example", "'mail:25' is not a host name")]
    [InlineData("-Server mail.clinic.example", "no sender address")]
    [InlineData("-Port 0", "Port is 0; it must be 1 to 65535.")]
    [InlineData("-Port 70000", "Port is 70000; it must be 1 to 65535.")]
    [InlineData("-From nobody", "'nobody' is not an e-mail address")]
    [InlineData("-CredentialPassword hunter2", "a password and no user name")]
    public async Task Refuses_a_wrong_value_by_its_name(string arguments, string expected)
    {
        await using var host = new FakeHost();
        using var session = host.Open();

        var error = session.Run($"Set-OptosNotification {arguments}").Error;

        Assert.StartsWith("OptosInvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Control.Applied);
    }

    [Fact]
    public async Task Refuses_a_kind_of_protection_that_does_not_exist_and_names_those_that_do()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run("Set-OptosNotification -Security Ssl").Error;
        Assert.Contains("Ssl", error.ToString(), StringComparison.Ordinal);
        foreach (var name in Enum.GetNames<SmtpSecurity>())
        {
            Assert.Contains(name, error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Warns_when_the_password_travels_in_clear_and_when_there_is_no_server_for_the_address()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var clear = session.Run("Set-OptosNotification -Security None -CredentialUserName optos -CredentialPassword x").Warnings;
        Assert.Contains(clear, line => line.Contains("in clear", StringComparison.Ordinal));
        var nowhere = session.Run("Set-OptosRepository -NotificationAddress it@clinic.example").Warnings;
        Assert.Contains(nowhere, line => line.Contains("no mail server", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_what_waits_beside_the_settings()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = host.Control.Configuration with { Notification = new NotificationSettings { Server = "mail.clinic.example", From = "a@b.example" } };
        host.Control.NotificationStatus = new DeliveryStatus { IsActive = true, Waiting = 3, LastError = "mail.clinic.example:25 cannot be reached." };
        using var session = host.Open();

        var shown = session.Transcribe("Get-OptosNotification");

        Assert.Contains("mail.clinic.example", shown, StringComparison.Ordinal);
        Assert.Contains("3 waiting: mail.clinic.example:25 cannot be reached.", shown, StringComparison.Ordinal);
        Assert.Equal("3", session.Run("(Get-OptosNotification).Status.Waiting").Object.ToString());
        session.Run("Get-OptosNotification | Set-OptosNotification").ThrowIfFailed();
    }

    [Fact]
    public async Task Tests_the_mail_server_and_shows_the_dialogue_of_a_failure()
    {
        await using var host = new FakeHost();
        host.Control.NotificationResult = new NotificationTestResult
        {
            Step = NotificationTestStep.Authentication,
            Server = "mail.clinic.example",
            Port = 587,
            Security = SmtpSecurity.StartTls,
            Message = "mail.clinic.example:587 does not accept the user name and password.",
            RecommendedAction = "Set them with Set-OptosNotification -Credential.",
            Dialogue = ["S: 220 mail", "C: AUTH PLAIN ***", "S: 535 no"],
        };
        using var session = host.Open();

        var shown = session.Transcribe("Test-OptosNotification -To me@clinic.example");

        foreach (var expected in (string[])["False", "Authentication", "me@clinic.example", "C: AUTH PLAIN ***", "S: 535 no", "Set-OptosNotification -Credential"])
        {
            Assert.Contains(expected, shown, StringComparison.Ordinal);
        }

        Assert.Equal("me@clinic.example", host.Control.Requests.OfType<NotificationTestRequest>().Single().To);
    }
}
