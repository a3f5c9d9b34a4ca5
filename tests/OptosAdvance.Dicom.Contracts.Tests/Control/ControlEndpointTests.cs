namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class ControlEndpointTests
{
    [Fact]
    public void Lies_in_the_data_directory()
    {
        var data = Path.Combine(Path.GetTempPath(), "optos-endpoint");
        var endpoint = ControlEndpoint.ForDataDirectory(data + Path.DirectorySeparatorChar);

        Assert.Equal(data, endpoint.DataDirectory);
        Assert.Equal(endpoint, ControlEndpoint.ForDataDirectory(data));
        Assert.NotEqual(endpoint, ControlEndpoint.ForDataDirectory(data + "2"));
        Assert.True(endpoint.SocketPath == Path.Combine(data, "control", "optosd.sock") || endpoint.PipeName!.StartsWith("optosd-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_relative_directory_is_made_absolute() => Assert.Equal(Path.GetFullPath("state"), DataDirectory.Resolve("state"));
}
