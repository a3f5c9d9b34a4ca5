using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

internal static class RepositoryServices
{
    /// <summary>Files, index, and what searches, imports, exports and removes.</summary>
    public static IServiceCollection AddRepository(this IServiceCollection services) => services
        .AddSingleton(static provider => OpenIndex(
            provider.GetRequiredService<ApplianceDirectory>().IndexPath, provider.GetRequiredService<TimeProvider>().GetUtcNow()))
        .AddSingleton<IndexWriter>()
        .AddSingleton<StorageVolumes>()
        .AddSingleton<SuspensionFile>()
        .AddSingleton<RepositoryState>()
        .AddSingleton<IVolumeProbe, SystemVolumeProbe>()
        .AddSingleton<ICpuProbe, SystemCpuProbe>()
        .AddSingleton<CpuIdleMeter>()
        .AddSingleton<SpaceGuard>()
        .AddSingleton<PurgeIndex>()
        .AddSingleton<RepositoryPurge>()
        .AddSingleton<RepositoryStatusReader>()
        .AddSingleton<IngestRecovery>()
        .AddSingleton(static provider => new IngestCommitter(
            provider.GetRequiredService<IndexWriter>(),
            provider.GetRequiredService<StorageVolumes>(),
            provider.GetRequiredService<RepositoryState>(),
            provider.GetRequiredService<IngestRecovery>(),
            DurabilityOf(provider.GetRequiredService<IApplianceSettings>()),
            provider.GetRequiredService<ILogger<IngestCommitter>>()))
        .AddSingleton<StorageService>()
        .AddSingleton<ICommittedState, CommittedState>()
        .AddSingleton<RepositoryService>()
        .AddSingleton<IRepositoryStatus>(static provider => provider.GetRequiredService<RepositoryService>())
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<RepositoryService>())
        .AddHostedService<SuspensionReporter>()
        .AddHostedService(static provider => provider.GetRequiredService<RepositoryService>())
        .AddSingleton<Func<string, IndexEntry?>>(FileInspector.ReadEntry)
        .AddSingleton<IndexRebuild>()
        .AddSingleton<IStudyHold>(static provider => provider.GetRequiredService<IndexRebuild>())
        .AddHostedService(static provider => provider.GetRequiredService<IndexRebuild>())
        .AddSingleton<RepositoryKeeper>()
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<RepositoryKeeper>())
        .AddHostedService(static provider => provider.GetRequiredService<RepositoryKeeper>())
        .AddSingleton<SpareFilesKeeper>()
        .AddSingleton<IConfigurationParticipant>(static provider => provider.GetRequiredService<SpareFilesKeeper>())
        .AddHostedService(static provider => provider.GetRequiredService<SpareFilesKeeper>())
        .AddSingleton<IStudySearch, StudySearch>()
        .AddSingleton<IStudyImport, StudyImport>()
        .AddSingleton<IStudyExport, StudyExport>()
        .AddSingleton<IStudyKeeping, StudyKeeping>();

    private static Func<Contracts.Durability> DurabilityOf(IApplianceSettings settings) => () => settings.Current.Repository.Durability;

    private static IndexDatabase OpenIndex(string path, DateTimeOffset now)
    {
        try
        {
            return IndexDatabase.OpenOrMakeAnew(path, now);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The index '{path}' cannot be opened: {exception.Message}", inner: exception);
        }
    }
}
