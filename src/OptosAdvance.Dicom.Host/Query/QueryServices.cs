using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class QueryServices
{
    /// <summary>Query, retrieve and worklist as user.</summary>
    public static IServiceCollection AddQuery(this IServiceCollection services) => services
        .AddSingleton<QuerySessions>()
        .AddSingleton<RemoteSearch>()
        .AddSingleton<LocalContents>()
        .AddSingleton<OwnMoves>()
        .AddSingleton<RetrieveConnector>()
        .AddSingleton<RetrieveCheck>()
        .AddSingleton<StudyRetrieval>();
}
