using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

internal sealed class ListOfFacts : IActivityLog
{
    public List<ActivityRecord> Rows { get; } = [];

    public void Record(ActivityRecord record) => Rows.Add(record);
}
