namespace OptosAdvance.Dicom.Host;

/// <summary>Everything that the index takes from one data set.</summary>
internal sealed record IndexedContent(StudyAttributes Study, SeriesAttributes Series, InstanceAttributes Instance)
{
    public InstanceKey Key => new(Study.StudyInstanceUid, Series.SeriesInstanceUid, Instance.SopInstanceUid);
}
