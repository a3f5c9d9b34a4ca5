using Microsoft.Extensions.DependencyInjection;

namespace OptosAdvance.Dicom.Host;

internal static class CommitmentServices
{
    /// <summary>Storage commitment: asking archives, taking their reports, and answering those who ask us.</summary>
    public static IServiceCollection AddCommitment(this IServiceCollection services) => services
        .AddSingleton<CommitmentStore>()
        .AddSingleton<CommitmentSettler>()
        .AddSingleton<CommitmentReceiver>()
        .AddSingleton<CommitmentSelection>()
        .AddSingleton<CommitmentConversation>()
        .AddSingleton<IJobExecutor, CommitmentExecutor>()
        .AddSingleton<CommitmentPledges>()
        .AddSingleton<IJobExecutor, CommitmentReporter>()
        .AddSingleton<IInboundService, CommitmentInboundService>()
        .AddSingleton<IStorageCommitment, CommitmentService>()
        .AddHostedService<CommitmentTracker>();
}
