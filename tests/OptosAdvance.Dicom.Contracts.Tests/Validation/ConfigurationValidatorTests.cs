using CsCheck;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class ConfigurationValidatorTests
{
    private const long Terabyte = 1L << 40;

    private static readonly RemoteAE Pacs = new()
    {
        Name = "PACS1",
        AETitle = AETitle.Parse("PACS"),
        HostName = "pacs.clinic.example",
        Port = 104,
        Services = RemoteServices.Storage | RemoteServices.StorageCommitment,
    };

    public static TheoryData<string, string, RemoteAE> WrongRemotes => new()
    {
        { "AETitle", "no AE title", Pacs with { AETitle = null } },
        { "HostName", "no host", Pacs with { HostName = null } },
        { "Port", "no port", Pacs with { Port = null } },
        { "Port", "70000", Pacs with { Port = 70000 } },
        { "HostName", "two words", Pacs with { HostName = "two words" } },
        { "HostName", "pacs:104", Pacs with { HostName = "pacs:104" } },
        { "Name", "''", Pacs with { Name = "" } },
        { "Name", "PACS*", Pacs with { Name = "PACS*" } },
        { "ConnectTimeoutSeconds", "0", Pacs with { ConnectTimeoutSeconds = 0 } },
        { "Services", "128", Pacs with { Services = (RemoteServices)128 } },
        { "BaseUri", "Rest", Pacs with { BaseUri = "https://pacs" } },
        { "QidoPrefix", "Rest", Pacs with { QidoPrefix = "qido" } },
        { "BaseUri", "no base URI", Pacs with { Services = RemoteServices.Rest } },
        { "BaseUri", "ftp", Pacs with { Services = RemoteServices.Rest, BaseUri = "ftp://pacs" } },
        { "StowPrefix", "a b", Pacs with { Services = RemoteServices.Rest, BaseUri = "http://pacs", StowPrefix = "a b" } },
        { "AutoForwardDelaySeconds", "Storage", Pacs with { Services = RemoteServices.QueryRetrieve, AutoForwardDelaySeconds = 5 } },
        { "AutoForward", "Storage", Pacs with { Services = RemoteServices.QueryRetrieve, AutoForward = true } },
        { "CommitWith", "Storage", Pacs with { Services = RemoteServices.StorageCommitment, CommitWith = "PACS1" } },
        { "CommitWith", "no remote AE", Pacs with { CommitWith = "PACS9" } },
        { "CommitWith", "StorageCommitment", Pacs with { Services = RemoteServices.Storage, CommitWith = "PACS1" } },
        { "TlsCertificateKeyPath", "no certificate", Pacs with { TlsCertificateKeyPath = "/key.pem" } },
    };

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(ConfigurationValidator.Validate(new ApplianceConfiguration(), Terabyte));

    [Theory]
    [MemberData(nameof(WrongRemotes))]
    public void Refuses_a_wrong_remote_AE(string property, string hint, RemoteAE remote)
    {
        var error = Assert.Single(ConfigurationValidator.Validate(new ApplianceConfiguration { RemoteAEs = [remote] }));

        Assert.Equal(property, error.Property);
        Assert.Equal($"RemoteAE/{remote.Name}", error.Target);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Fact]
    public void Takes_the_remote_AEs_that_make_sense()
    {
        RemoteAE[] remotes =
        [
            Pacs with { CommitWith = "pacs1", AutoForward = true },
            new RemoteAE { Name = "Camera", AETitle = AETitle.Parse("CAM"), HostName = "10.0.0.7" },
            new RemoteAE { Name = "Caller", AETitle = AETitle.Parse("CALLER") },
            new RemoteAE { Name = "Web", Services = RemoteServices.Rest, BaseUri = "https://pacs.clinic.example/dicom-web", WadoPrefix = "wado/rs" },
            Pacs with { Name = "Six", HostName = "fe80::1" },
        ];

        Assert.Empty(ConfigurationValidator.Validate(new ApplianceConfiguration { RemoteAEs = remotes }));
    }

    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        var errors = ConfigurationValidator.Validate(new ApplianceConfiguration { RemoteAEs = [Pacs, Pacs with { Name = "pacs1" }] });

        Assert.Contains("2 remote AEs", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_everything_at_once()
    {
        var configuration = new ApplianceConfiguration
        {
            LocalAE = new LocalAESettings { Port = 0, HostName = "clinic", MaximumInboundAssociations = 1001, Tls = true },
            Streaming = new StreamingSettings { Port = 0 },
            Repository = new RepositorySettings { Path = "images", PurgeBatchSize = 0, NotificationAddress = "it@", CriticalWatermark = DiskWatermark.Parse("20%") },
            PatientSearch = new PatientSearchSettings { MaximumQueryResults = -1 },
            Notification = new NotificationSettings { Server = "mail", From = "me", CredentialPassword = Secret.Parse("x") },
            RemoteAEs = [Pacs with { Port = 0, BaseUri = "x" }],
        };

        var errors = ConfigurationValidator.Validate(configuration);

        Assert.Equal(
            """
            LocalAE.HostName LocalAE.MaximumInboundAssociations LocalAE.Port LocalAE.Port LocalAE.TlsCertificatePath
            Notification.CredentialUserName Notification.From PatientSearch.MaximumQueryResults
            RemoteAE/PACS1.BaseUri RemoteAE/PACS1.Port
            Repository.CriticalWatermark Repository.CriticalWatermark Repository.NotificationAddress Repository.Path Repository.PurgeBatchSize
            Streaming.Port
            """.ReplaceLineEndings(" "),
            string.Join(' ', errors.Select(error => $"{error.Target}.{error.Property}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("5%", "10%", "15%", "")]
    [InlineData("10%", "10%", "15%", "CriticalWatermark (10%) must be below LowWatermark (10%)")]
    [InlineData("5%", "20%", "15%", "LowWatermark (20%) must be below HighWatermark (15%)")]
    [InlineData("1GB", "1024MB", "2GB", "CriticalWatermark (1GB) must be below LowWatermark (1GB)")]
    [InlineData("50GB", "10%", "15%", "")]
    [InlineData("200GB", "10%", "15%", "CriticalWatermark (200GB) must be below LowWatermark (10%) on this volume of 1TB")]
    [InlineData("5%", "10%", "2TB", "HighWatermark is 2TB, more than the whole volume")]
    public void Watermarks_ascend(string critical, string low, string high, string expected)
    {
        var repository = new RepositorySettings
        {
            CriticalWatermark = DiskWatermark.Parse(critical),
            LowWatermark = DiskWatermark.Parse(low),
            HighWatermark = DiskWatermark.Parse(high),
        };

        var errors = ConfigurationValidator.Validate(new ApplianceConfiguration { Repository = repository }, Terabyte);

        Assert.Contains(expected, string.Join(' ', errors.Select(error => error.Message)), StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0, errors.Count == 0);
    }

    [Fact]
    public void Accepts_watermarks_exactly_when_they_ascend_on_the_volume() =>
        Gen.Select(DiskWatermarkTests.Watermarks, DiskWatermarkTests.Watermarks, DiskWatermarkTests.Watermarks, Gen.Long[1, Terabyte]).Sample((critical, low, high, volume) =>
        {
            var repository = new RepositorySettings { CriticalWatermark = critical, LowWatermark = low, HighWatermark = high };
            var errors = ConfigurationValidator.Validate(new ApplianceConfiguration { Repository = repository }, volume);
            var fits = new[] { critical, low, high }.All(mark => mark.Bytes is null || mark.Bytes <= volume);
            return (errors.Count == 0) == (fits && Below(critical, low, volume) && Below(low, high, volume) && Below(critical, high, volume));
        });

    [Fact]
    public void Watermarks_of_different_units_pass_while_the_volume_is_not_known()
    {
        var repository = new RepositorySettings { CriticalWatermark = DiskWatermark.Parse("1TB") };

        Assert.Empty(ConfigurationValidator.Validate(new ApplianceConfiguration { Repository = repository }));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::", true)]
    [InlineData("192.168.1.5", true)]
    [InlineData("localhost", false)]
    [InlineData("1.2.3.4.5", false)]
    public void The_local_AE_listens_at_an_address(string host, bool valid) =>
        Assert.Equal(valid, ConfigurationValidator.Validate(new ApplianceConfiguration { LocalAE = new LocalAESettings { HostName = host } }).Count == 0);

    [Fact]
    public void The_services_have_ports_of_their_own()
    {
        var configuration = new ApplianceConfiguration { Streaming = new StreamingSettings { Port = 11112 } };

        Assert.Contains("11112", Assert.Single(ConfigurationValidator.Validate(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_of_what_is_probably_not_wanted()
    {
        var configuration = new ApplianceConfiguration
        {
            RemoteAEs = [Pacs],
            Repository = new RepositorySettings { NotificationAddress = "it@clinic.example" },
        };

        var warnings = ConfigurationValidator.Warnings(configuration);

        Assert.Contains(warnings, warning => warning.Contains("only programs of this machine", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("no mail server", StringComparison.Ordinal));
        Assert.Empty(ConfigurationValidator.Warnings(new ApplianceConfiguration()));
    }

    private static bool Below(DiskWatermark a, DiskWatermark b, long volume) =>
        a.IsPercent && b.IsPercent ? a.Percent < b.Percent : a.ResolveBytes(volume) < b.ResolveBytes(volume);
}
