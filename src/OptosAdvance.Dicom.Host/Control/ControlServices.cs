using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class ControlServices
{
    /// <summary>The control endpoint and what it answers.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services) => services;
}
