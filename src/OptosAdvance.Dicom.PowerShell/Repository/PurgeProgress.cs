using System.Diagnostics;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>A progress bar that runs from the free space at the beginning to the high watermark; drawn at most ten times a second.</summary>
internal sealed class PurgeProgress(Cmdlet cmdlet) : IDisposable
{
    private const int ActivityId = 1;
    private const string Activity = "Purging studies";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _next;
    private long? _begin;
    private bool _shown;

    /// <summary>Shows how far the purge is.</summary>
    public void Report(PurgeEvent step)
    {
        _begin ??= step.FreeBytes;
        if (_running.Elapsed < _next)
        {
            return;
        }

        _next = _running.Elapsed + Interval;
        _shown = true;
        var way = step.HighBytes - _begin.Value;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, Activity, $"{step.Purged:N0} studies purged, {Gigabytes(step.FreeBytes)} free, until {Gigabytes(step.HighBytes)}")
        {
            CurrentOperation = step.StudyInstanceUid,
            PercentComplete = way > 0 ? (int)Math.Max(0, Math.Min(100, 100.0 * (step.FreeBytes - _begin.Value) / way)) : -1,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static string Gigabytes(long bytes) => $"{bytes / (double)(1 << 30):0.00} GB";
}
