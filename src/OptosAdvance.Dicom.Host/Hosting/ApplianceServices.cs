using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

/// <summary>What an appliance consists of.</summary>
internal static class ApplianceServices
{
    /// <summary>
    /// Every capability, in the order in which their hosted services start; they stop in the reverse order. Facts can be
    /// recorded first, settings are known next, and the control endpoint opens when everything else runs.
    /// </summary>
    public static IServiceCollection AddAppliance(this IServiceCollection services) => services
        .AddActivity()
        .AddConfiguration()
        .AddNotification()
        .AddAudit()
        .AddAssociations()
        .AddRepository()
        .AddJobs()
        .AddSending()
        .AddCommitment()
        .AddReceiving()
        .AddQuery()
        .AddDesiredState()
        .AddControl()
        .AddTelemetry();
}
