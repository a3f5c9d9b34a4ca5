using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ConfigurationServices
{
    /// <summary>The settings in force, their store, and how they change.</summary>
    public static IServiceCollection AddConfiguration(this IServiceCollection services) => services;
}
