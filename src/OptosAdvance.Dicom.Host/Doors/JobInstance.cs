namespace OptosAdvance.Dicom.Host;

/// <summary>One instance of a job.</summary>
internal sealed record JobInstance(string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid)
{
    /// <summary>Its place in the job, given by the queue.</summary>
    public int Number { get; init; }
}
