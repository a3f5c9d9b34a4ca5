using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class NotificationServices
{
    /// <summary>E-mail to whoever looks after the appliance.</summary>
    public static IServiceCollection AddNotification(this IServiceCollection services) => services
        .AddSingleton<MailQueue>()
        .AddSingleton<Notifications>()
        .AddSingleton<INotifications>(static provider => provider.GetRequiredService<Notifications>())
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<Notifications>())
        .AddHostedService(static provider => provider.GetRequiredService<Notifications>())
        .AddSingleton<NotificationTest>();
}
