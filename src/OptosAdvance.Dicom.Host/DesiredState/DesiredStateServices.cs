using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class DesiredStateServices
{
    /// <summary>Holding documents against the configuration, bringing them about, and holding one in force.</summary>
    public static IServiceCollection AddDesiredState(this IServiceCollection services) => services
        .AddSingleton<DesiredStateApplier>()
        .AddSingleton<HostSecrets>()
        .AddSingleton<HeldEvaluator>()
        .AddSingleton<HeldConfigurationFile>()
        .AddSingleton<DriftReport>()
        .AddSingleton<ConfigurationWatch>()
        .AddSingleton<IConfigurationObserver>(provider => provider.GetRequiredService<ConfigurationWatch>())
        .AddSingleton<ConfigurationEnforcer>()
        .AddHostedService(provider => provider.GetRequiredService<ConfigurationEnforcer>());
}
