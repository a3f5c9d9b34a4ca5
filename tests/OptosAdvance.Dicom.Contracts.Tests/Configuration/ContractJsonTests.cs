using System.Text.Json;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class ContractJsonTests
{
    [Fact]
    public void A_configuration_reads_back_as_the_same()
    {
        var configuration = new ApplianceConfiguration
        {
            Revision = 7,
            LocalAE = new LocalAESettings { AETitle = AETitle.Parse("CLINIC"), CallerPolicy = CallerPolicy.KnownHost, TlsCertificatePassword = Secret.Parse("x") },
            Repository = new RepositorySettings { CriticalWatermark = DiskWatermark.Parse("20GB"), CpuIdleWatermark = Percentage.Parse("40%") },
            RemoteAEs = [new RemoteAE { Name = "PACS1", RetrieveMethod = RetrieveMethod.Get, Services = RemoteServices.Storage | RemoteServices.QueryRetrieve }],
        };

        var json = JsonSerializer.Serialize(configuration, ContractJson.Options);

        Assert.Equal(configuration, JsonSerializer.Deserialize<ApplianceConfiguration>(json, ContractJson.Options));
        Assert.Contains("\"services\":[\"Storage\",\"QueryRetrieve\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"criticalWatermark\":\"20GB\"", json, StringComparison.Ordinal);
        Assert.Contains("\"callerPolicy\":\"KnownHost\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"storage, QueryRetrieve\"", RemoteServices.Storage | RemoteServices.QueryRetrieve)]
    [InlineData("[\"Rest\"]", RemoteServices.Rest)]
    [InlineData("[]", RemoteServices.None)]
    public void Services_are_read_as_an_array_or_a_text(string json, RemoteServices services) =>
        Assert.Equal(services, JsonSerializer.Deserialize<RemoteServices>(json, ContractJson.Options));

    [Fact]
    public void Enumerations_are_read_without_regard_to_case() =>
        Assert.Equal(CallerPolicy.KnownHost, JsonSerializer.Deserialize<CallerPolicy>("\"knownhost\"", ContractJson.Options));

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("[1]")]
    [InlineData("\"Storage,\"")]
    public void Services_are_read_by_name_only(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RemoteServices>(json, ContractJson.Options));
}
