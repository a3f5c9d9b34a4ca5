using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the host says of itself, gathered from the doors of its capabilities.</summary>
internal sealed class HostStatusReader(
    ApplianceDirectory directory,
    IApplianceSettings settings,
    IListeners listeners,
    IRepositoryStatus repository,
    IStudySearch search,
    OutboundTurns outbound,
    CertificateWarnings certificates,
    TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public async Task<HostStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var problem = listeners.Problem;
        var (studies, instances) = await search.CountAsync(cancellationToken);
        return new HostStatus
        {
            Version = ProductVersion.Text,
            ProcessId = Environment.ProcessId,
            State = problem is null ? repository.State : ServiceState.Stopped,
            StateReason = problem ?? repository.StateReason,
            StartedAt = _startedAt,
            DataDirectory = directory.Path,
            Listeners = listeners.GetStatus().ToEquatableList(),
            OutboundAssociations = outbound.Open,
            MaximumOutboundAssociations = settings.Current.LocalAE.MaximumOutboundAssociations,
            Repository = repository.MeasureVolume(),
            Studies = studies,
            Instances = instances,
            Warnings = certificates.Read().ToEquatableList(),
            WorkingSet = Environment.WorkingSet,
        };
    }
}
