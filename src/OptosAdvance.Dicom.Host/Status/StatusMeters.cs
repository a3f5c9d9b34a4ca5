using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace OptosAdvance.Dicom.Host;

/// <summary>The state of the appliance for those who collect metrics: read only when somebody does.</summary>
internal sealed class StatusMeters(IListeners listeners, IRepositoryStatus repository, OutboundTurns outbound) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(Telemetry.MeterName, ProductVersion.Text);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge(
            "optos.associations.inbound",
            () => listeners.GetStatus().Select(listener => new Measurement<int>(listener.Associations, new KeyValuePair<string, object?>("service", listener.Service))),
            "{association}",
            "Associations that are served now.");
        _meter.CreateObservableGauge("optos.associations.outbound", () => outbound.Open, "{association}", "Associations that the host has opened.");
        _meter.CreateObservableGauge("optos.repository.free", () => repository.MeasureVolume().FreeBytes, "By", "Free space of the repository's volume.");
        _meter.CreateObservableGauge("optos.repository.size", () => repository.MeasureVolume().TotalBytes, "By", "Size of the repository's volume.");
        _meter.CreateObservableGauge("optos.state", () => (int)repository.State, description: "State of the storage service: 0 stopped, 1 running, 2 suspended.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
