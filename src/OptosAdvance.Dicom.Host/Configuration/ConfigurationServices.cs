using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ConfigurationServices
{
    /// <summary>The settings in force, their store, and how they change. A broken file stops the start when the settings are first asked for.</summary>
    public static IServiceCollection AddConfiguration(this IServiceCollection services) => services
        .AddSingleton<SecretProtector>()
        .AddSingleton<ConfigurationFile>()
        .AddSingleton(provider => new ApplianceSettings(provider.GetRequiredService<ConfigurationFile>().Load()))
        .AddSingleton<IApplianceSettings>(provider => provider.GetRequiredService<ApplianceSettings>())
        .AddSingleton<ConfigurationService>();
}
