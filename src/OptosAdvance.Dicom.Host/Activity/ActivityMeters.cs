using System.Diagnostics.Metrics;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Counts what happens, by kind and outcome, for those who collect metrics. Costs nothing while nobody does.</summary>
internal sealed class ActivityMeters : IDisposable
{
    private readonly Counter<long> _activities;
    private readonly Counter<long> _instances;
    private readonly Counter<long> _bytes;

    public ActivityMeters()
    {
        Meter = new Meter(Telemetry.MeterName, ProductVersion.Text);
        _activities = Meter.CreateCounter<long>("optos.activities", "{activity}", "Things that happened, as the activity log has them.");
        _instances = Meter.CreateCounter<long>("optos.instances", "{instance}", "Instances received, imported, exported or deleted.");
        _bytes = Meter.CreateCounter<long>("optos.bytes", "By", "Bytes of those instances.");
    }

    public Meter Meter { get; }

    public void Count(ActivityRecord record)
    {
        if (!_activities.Enabled)
        {
            return;
        }

        var kind = new KeyValuePair<string, object?>("kind", record.Kind.ToString());
        var outcome = new KeyValuePair<string, object?>("outcome", record.Outcome.ToString());
        _activities.Add(1, kind, outcome);
        if (record.Instances is { } instances)
        {
            _instances.Add(instances, kind, outcome);
        }

        if (record.Bytes is { } bytes)
        {
            _bytes.Add(bytes, kind, outcome);
        }
    }

    public void Dispose() => Meter.Dispose();
}
