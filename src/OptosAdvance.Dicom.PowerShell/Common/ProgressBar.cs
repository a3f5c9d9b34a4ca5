using System.Diagnostics;
using System.Management.Automation;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>A progress bar with a count and a rate; drawn at most ten times a second, and taken away at the end.</summary>
internal sealed class ProgressBar(Cmdlet cmdlet, string activity, string unit) : IDisposable
{
    private const int ActivityId = 1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private TimeSpan _next;
    private bool _shown;

    /// <summary>Shows how far the work is.</summary>
    /// <param name="done">Items done.</param>
    /// <param name="total">Items to do as far as known.</param>
    /// <param name="current">What is worked at.</param>
    public void Report(int done, int total, string? current)
    {
        var elapsed = _running.Elapsed;
        if (elapsed < _next)
        {
            return;
        }

        _next = elapsed + Interval;
        _shown = true;
        var rate = done / Math.Max(elapsed.TotalSeconds, 0.001);
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, $"{done:N0} of {total:N0} {unit}, {rate:N0} a second")
        {
            CurrentOperation = current,
            PercentComplete = total > 0 ? (int)Math.Min(100L, 100L * done / total) : -1,
            SecondsRemaining = done > 0 && total > done ? (int)((total - done) / rate) : -1,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
