using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// The services of the socket transport and nothing else of a web server. The transport takes its memory pool from its services only, hence this way.
/// </summary>
internal sealed class SocketServices : IWebHostBuilder
{
    public ServiceCollection Services { get; } = new();

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(Services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices) => throw NoWebHost();

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => throw NoWebHost();

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => throw NoWebHost();

#pragma warning disable ASPDEPR008 // The interface demands it; nobody builds a web host here.
    public IWebHost Build() => throw NoWebHost();
#pragma warning restore ASPDEPR008

    private static NotSupportedException NoWebHost() => new("Only the services of the socket transport are registered here.");
}
