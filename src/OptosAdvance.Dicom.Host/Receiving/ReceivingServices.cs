using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ReceivingServices
{
    /// <summary>The local AE: who may call, what is served on its associations, and the Storage and Verification service.</summary>
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services
        .AddSingleton<CallerCheck>()
        .AddSingleton<IInboundService, StorageInboundService>()
        .AddSingleton<InboundServices>()
        .AddSingleton<InboundAssociations>()
        .AddSingleton<ListenerService>()
        .AddSingleton<IListeners>(static provider => provider.GetRequiredService<ListenerService>())
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<ListenerService>())
        .AddHostedService(static provider => provider.GetRequiredService<ListenerService>());
}
