using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>The receiver of audit messages, through the real engine.</summary>
public sealed class AuditTests
{
    [Theory]
    [InlineData("-Enabled $false", "Enabled", "False")]
    [InlineData("-Server audit.clinic.example", "Server", "audit.clinic.example")]
    [InlineData("-Port 6514", "Port", "6514")]
    [InlineData("-Transport Tls", "Transport", "Tls")]
    [InlineData("-Transport Tls -TlsCertificatePath /etc/optos/client.pfx", "TlsCertificatePath", "/etc/optos/client.pfx")]
    [InlineData("-Transport Tls -TlsCertificatePath /c.pem -TlsCertificateKeyPath /c.key", "TlsCertificateKeyPath", "/c.key")]
    [InlineData("-TlsCertificatePassword hunter2", "TlsCertificatePassword", "***")]
    [InlineData("-Transport Tls -TlsTrustedCertificatesPath /etc/optos/ca.pem", "TlsTrustedCertificatesPath", "/etc/optos/ca.pem")]
    [InlineData("-SourceId optos-1", "SourceId", "optos-1")]
    [InlineData("-EnterpriseSiteId 'Eye clinic'", "EnterpriseSiteId", "Eye clinic")]
    public async Task Sets_each_property_and_shows_it(string arguments, string property, string expected)
    {
        await using var host = new FakeHost();
        using var session = host.Open();

        session.Run($"Set-OptosAudit {arguments}").ThrowIfFailed();

        Assert.Equal(expected, session.Run("Get-OptosAudit").Object.Properties[property].Value.ToString());
        Assert.Contains(property, Assert.Single(host.Control.Applied).Audit!.Given);
    }

    [Theory]
    [InlineData("-Server 'audit:514'", "'audit:514' is not a host name")]
    [InlineData("-Port 70000", "Port is 70000; it must be 1 to 65535.")]
    [InlineData("-TlsTrustedCertificatesPath /ca.pem", "Transport is Udp")]
    public async Task Refuses_a_wrong_value_by_its_name(string arguments, string expected)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run($"Set-OptosAudit {arguments}").Error;
        Assert.StartsWith("OptosInvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Control.Applied);
    }

    [Fact]
    public async Task Shows_what_waits_and_tests_the_receiver()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = host.Control.Configuration with { Audit = new AuditSettings { Server = "audit.clinic.example" } };
        host.Control.AuditStatus = new DeliveryStatus { IsActive = true, Waiting = 12, LastError = "cannot be reached." };
        host.Control.AuditResult = new AuditTestResult { Server = "audit.clinic.example", Port = 6514, Transport = AuditTransport.Tls, Message = "It is not trusted.", RecommendedAction = "Give the certificate." };
        using var session = host.Open();

        Assert.Contains("12 waiting: cannot be reached.", session.Transcribe("Get-OptosAudit"), StringComparison.Ordinal);
        var shown = session.Transcribe("Test-OptosAudit");
        foreach (var expected in (string[])["False", "audit.clinic.example:6514", "It is not trusted.", "Give the certificate."])
        {
            Assert.Contains(expected, shown, StringComparison.Ordinal);
        }
    }
}
