using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for facts that happened.</summary>
internal interface IActivityLog
{
    /// <summary>
    /// Records a fact; returns at once, the row is written soon after. <see cref="ActivityRecord.Id"/> is given by the log, and so is
    /// <see cref="ActivityRecord.Time"/> when it is the default. Never throws.
    /// </summary>
    void Record(ActivityRecord record);
}
