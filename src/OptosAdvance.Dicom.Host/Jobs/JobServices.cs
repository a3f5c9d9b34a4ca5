using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class JobServices
{
    /// <summary>The queue of jobs. What it does is registered by those who do it, as <see cref="IJobExecutor"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobOptions>()
        .AddSingleton<JobDatabase>()
        .AddSingleton<JobWriter>()
        .AddSingleton<JobQueue>()
        .AddSingleton<IJobs>(static provider => provider.GetRequiredService<JobQueue>())
        .AddSingleton<IStudyHold>(static provider => provider.GetRequiredService<JobQueue>())
        .AddHostedService<JobDispatcher>();
}
