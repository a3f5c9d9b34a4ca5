using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Records that the host started and stopped, and when.</summary>
internal sealed class HostChronicle(IActivityLog activity, TimeProvider time) : IHostedService
{
    private const string Running = nameof(ServiceState.Running);
    private const string Stopped = nameof(ServiceState.Stopped);

    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>Whether the row tells that the host started.</summary>
    public static bool IsStart(ActivityRecord row) => row is { Kind: ActivityKind.Host, Before: Stopped, After: Running };

    /// <summary>Whether the row tells that the host stopped.</summary>
    public static bool IsStop(ActivityRecord row) => row is { Kind: ActivityKind.Host, Before: Running, After: Stopped };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Host,
            Message = $"Host {ProductVersion.Text} started (process {Environment.ProcessId})",
            Before = Stopped,
            After = Running,
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Host,
            Message = "Host stopped",
            Before = Running,
            After = Stopped,
            DurationMilliseconds = time.GetElapsedTime(_startedAt).TotalMilliseconds,
        });
        return Task.CompletedTask;
    }
}
