using System.Collections.Concurrent;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

internal sealed class RecordedActivity : IActivityLog
{
    public ConcurrentQueue<ActivityRecord> Rows { get; } = new();

    public void Record(ActivityRecord record) => Rows.Enqueue(record);
}
