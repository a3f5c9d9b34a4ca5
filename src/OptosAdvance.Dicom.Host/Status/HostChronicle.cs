using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Records that the host started and stopped, and when.</summary>
internal sealed class HostChronicle(IActivityLog activity, TimeProvider time) : IHostedService
{
    private readonly long _startedAt = time.GetTimestamp();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Host,
            Message = $"Host {ProductVersion.Text} started (process {Environment.ProcessId})",
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Host,
            Message = "Host stopped",
            DurationMilliseconds = time.GetElapsedTime(_startedAt).TotalMilliseconds,
        });
        return Task.CompletedTask;
    }
}
