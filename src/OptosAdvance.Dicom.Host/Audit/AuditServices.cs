using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class AuditServices
{
    /// <summary>Audit messages of what the activity log has. Its delivery starts after the log and stops before it.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditStudies>()
        .AddSingleton<AuditMapping>()
        .AddSingleton<AuditService>()
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<AuditService>())
        .AddHostedService(static provider => provider.GetRequiredService<AuditService>())
        .AddSingleton<AuditTest>();
}
