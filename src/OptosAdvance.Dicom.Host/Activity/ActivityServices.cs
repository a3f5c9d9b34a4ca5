using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ActivityServices
{
    /// <summary>The activity log and the callers that were turned away.</summary>
    public static IServiceCollection AddActivity(this IServiceCollection services) => services;
}
