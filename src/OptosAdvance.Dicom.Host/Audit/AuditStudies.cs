using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Finds the patient of a study: in the index, or, when it is gone, in what its removal left in the activity log.</summary>
internal sealed class AuditStudies(IStudySearch search)
{
    public async Task<AuditStudy> FindAsync(string studyInstanceUid, ActivityRecord row, CancellationToken cancellationToken)
    {
        if (row.Kind is ActivityKind.Delete or ActivityKind.Purge && DeletedStudy.Read(row.Before) is { } removed)
        {
            return new AuditStudy(removed.PatientId, removed.PatientName, removed.StudyDescription, removed.AccessionNumber, []);
        }

        var found = await search.GetAsync(studyInstanceUid, cancellationToken);
        if (found is null)
        {
            return new AuditStudy("", "", "", "", []);
        }

        var classes = found.Series
            .SelectMany(series => series.Instances)
            .GroupBy(instance => instance.SopClassUid)
            .Select(group => (group.Key, group.Count()))
            .ToList();
        return new AuditStudy(found.Study.PatientId, found.Study.PatientName, found.Study.StudyDescription, found.Study.AccessionNumber, classes);
    }
}
