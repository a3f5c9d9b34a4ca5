using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class AssociationServices
{
    /// <summary>The door to remote servers.</summary>
    public static IServiceCollection AddAssociations(this IServiceCollection services) => services
        .AddSingleton<OutboundTurns>()
        .AddSingleton<IRemoteAssociations, RemoteAssociations>();
}
