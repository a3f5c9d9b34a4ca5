using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ReceivingServices
{
    /// <summary>The Storage and Verification service of the local AE.</summary>
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services
        .AddSingleton<CallerCheck>()
        .AddSingleton<InboundAssociations>()
        .AddSingleton<ListenerService>()
        .AddSingleton<IListeners>(static provider => provider.GetRequiredService<ListenerService>())
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<ListenerService>())
        .AddHostedService(static provider => provider.GetRequiredService<ListenerService>());
}
