using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ActivityServices
{
    /// <summary>The activity log and the callers that were turned away. Its writer starts first and stops last.</summary>
    public static IServiceCollection AddActivity(this IServiceCollection services) => services
        .AddSingleton<ActivityDatabase>()
        .AddSingleton<ActivityRetention>()
        .AddSingleton<ActivityWriter>()
        .AddHostedService(provider => provider.GetRequiredService<ActivityWriter>())
        .AddSingleton<ActivityMeters>()
        .AddSingleton<ActivityLog>()
        .AddSingleton<IActivityLog>(provider => provider.GetRequiredService<ActivityLog>())
        .AddSingleton<RefusedCallers>()
        .AddSingleton<IRefusedCallers>(provider => provider.GetRequiredService<RefusedCallers>());
}
