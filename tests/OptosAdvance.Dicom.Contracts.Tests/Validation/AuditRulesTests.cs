namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class AuditRulesTests
{
    [Fact]
    public void Nothing_is_wrong_with_the_default() => Assert.Empty(Check(new AuditSettings()));

    [Fact]
    public void Accepts_a_receiver_with_everything_that_TLS_needs() => Assert.Empty(Check(new AuditSettings
    {
        Server = "audit.clinic.example",
        Port = 6514,
        Transport = AuditTransport.Tls,
        TlsCertificatePath = "/etc/optos/client.pem",
        TlsCertificateKeyPath = "/etc/optos/client.key",
        TlsTrustedCertificatesPath = "/etc/optos/ca.pem",
        SourceId = "optos-1",
        EnterpriseSiteId = "Eye clinic",
    }));

    [Theory]
    [InlineData("audit:514")]
    [InlineData("a b")]
    public void Refuses_a_server_that_is_no_host(string server)
    {
        var error = Assert.Single(Check(new AuditSettings { Server = server }));
        Assert.Equal(("Audit", "Server"), (error.Target, error.Property));
        Assert.Contains(server, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void Refuses_a_port_out_of_range_by_its_number(int port)
    {
        var error = Assert.Single(Check(new AuditSettings { Port = port }));
        Assert.Equal($"Port is {port}; it must be 1 to 65535.", error.Message);
    }

    [Fact]
    public void Refuses_certificates_with_a_transport_that_has_no_TLS()
    {
        var errors = Check(new AuditSettings { TlsCertificatePath = "/a.pem", TlsTrustedCertificatesPath = "/ca.pem" });
        Assert.Equal(["TlsCertificatePath", "TlsTrustedCertificatesPath"], errors.Select(error => error.Property));
        Assert.All(errors, error => Assert.Contains("Udp", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_key_without_a_certificate() =>
        Assert.Equal("There is a key and no certificate.", Assert.Single(Check(new AuditSettings { Transport = AuditTransport.Tls, TlsCertificateKeyPath = "/a.key" })).Message);

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("\t")]
    public void Refuses_names_with_control_characters(string name)
    {
        Assert.Equal("SourceId", Assert.Single(Check(new AuditSettings { SourceId = name })).Property);
        Assert.Equal("EnterpriseSiteId", Assert.Single(Check(new AuditSettings { EnterpriseSiteId = name })).Property);
    }

    [Fact]
    public void Refuses_a_transport_that_does_not_exist_and_names_those_that_do()
    {
        var error = Assert.Single(Check(new AuditSettings { Transport = (AuditTransport)7 }));
        Assert.Equal("Choose of Udp, Tls.", error.RecommendedAction);
    }

    [Fact]
    public void Warns_of_a_transport_that_is_neither_private_nor_certain()
    {
        var audit = new AuditSettings { Server = "audit.clinic.example" };
        Assert.Contains(ConfigurationValidator.Warnings(new ApplianceConfiguration { Audit = audit }), warning => warning.Contains("Udp", StringComparison.Ordinal));
        Assert.Empty(ConfigurationValidator.Warnings(new ApplianceConfiguration { Audit = audit with { Transport = AuditTransport.Tls } }));
        Assert.Empty(ConfigurationValidator.Warnings(new ApplianceConfiguration { Audit = audit with { Server = "localhost" } }));
    }

    private static EquatableList<ConfigurationError> Check(AuditSettings audit) => ConfigurationValidator.Validate(new ApplianceConfiguration { Audit = audit });
}
