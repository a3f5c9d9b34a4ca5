using Microsoft.Extensions.DependencyInjection;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

internal static class AssociationServices
{
    /// <summary>The door to remote servers, and what connections of both directions share.</summary>
    public static IServiceCollection AddAssociations(this IServiceCollection services) => services
        .AddSingleton(static _ => WaitingThreads())
        .AddSingleton<OutboundTurns>()
        .AddSingleton<IRemoteAssociations, RemoteAssociations>();

    /// <summary>Half of the threads that the pool starts out with: the others are for work.</summary>
    private static WaitingThreads WaitingThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out _);
        return new WaitingThreads(workers / 2);
    }
}
