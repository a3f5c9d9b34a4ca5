using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class SendingServices
{
    /// <summary>Sending studies to remote AEs.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddSingleton<SendFolder>()
        .AddSingleton<StudySending>()
        .AddSingleton<SendExecutor>()
        .AddSingleton<IJobExecutor>(static provider => provider.GetRequiredService<SendExecutor>())
        .AddSingleton<AutoForwarder>()
        .AddSingleton<IStudyHold>(static provider => provider.GetRequiredService<AutoForwarder>())
        .AddHostedService(static provider => provider.GetRequiredService<AutoForwarder>());
}
