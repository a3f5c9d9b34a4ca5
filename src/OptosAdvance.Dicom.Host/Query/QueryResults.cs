using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Answers of a remote AE as results, each text decoded by the character set of its own answer.</summary>
internal static class QueryResults
{
    /// <summary>Keys that a study's result is made of.</summary>
    public static DicomTag[] StudyKeys { get; } =
    [
        DicomTag.StudyInstanceUID, DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.AccessionNumber, DicomTag.StudyID, DicomTag.StudyDescription,
        DicomTag.ReferringPhysicianName, DicomTag.ModalitiesInStudy, DicomTag.NumberOfStudyRelatedSeries, DicomTag.NumberOfStudyRelatedInstances,
        DicomTag.RetrieveAETitle, DicomTag.InstanceAvailability,
    ];

    /// <summary>Keys of the patient, which are keys of the study in study root.</summary>
    public static DicomTag[] PatientKeys { get; } =
        [DicomTag.PatientID, DicomTag.PatientName, DicomTag.PatientBirthDate, DicomTag.PatientSex];

    public static DicomTag[] SeriesKeys { get; } =
    [
        DicomTag.SeriesInstanceUID, DicomTag.Modality, DicomTag.SeriesNumber, DicomTag.SeriesDescription, DicomTag.SeriesDate, DicomTag.SeriesTime,
        DicomTag.Laterality, DicomTag.BodyPartExamined, DicomTag.Manufacturer, DicomTag.StationName, DicomTag.NumberOfSeriesRelatedInstances,
    ];

    public static DicomTag[] InstanceKeys { get; } =
    [
        DicomTag.SOPInstanceUID, DicomTag.SOPClassUID, DicomTag.InstanceNumber, DicomTag.NumberOfFrames, DicomTag.Rows, DicomTag.Columns,
    ];

    public static DicomTag[] RetrievableKeys { get; } = [DicomTag.SOPInstanceUID, DicomTag.SOPClassUID];

    /// <summary>A study.</summary>
    /// <param name="remote">Who answered.</param>
    /// <param name="answer">Answer at the study level.</param>
    /// <param name="patient">Answer at the patient level; null in study root.</param>
    public static StudySummary Study(RemoteAE remote, DicomDataset answer, DicomDataset? patient)
    {
        var of = patient ?? answer;
        return new StudySummary
        {
            AE = remote.Name,
            StudyInstanceUid = answer.Text(DicomTag.StudyInstanceUID),
            PatientId = of.Text(DicomTag.PatientID),
            PatientName = of.Text(DicomTag.PatientName),
            PatientBirthDate = of.Date(DicomTag.PatientBirthDate),
            PatientSex = of.Text(DicomTag.PatientSex),
            StudyDate = answer.Moment(DicomTag.StudyDate, DicomTag.StudyTime),
            AccessionNumber = answer.Text(DicomTag.AccessionNumber),
            StudyId = answer.Text(DicomTag.StudyID),
            StudyDescription = answer.Text(DicomTag.StudyDescription),
            ReferringPhysicianName = answer.Text(DicomTag.ReferringPhysicianName),
            Modalities = Modalities(answer),
            Series = answer.Number(DicomTag.NumberOfStudyRelatedSeries) ?? 0,
            Instances = answer.Number(DicomTag.NumberOfStudyRelatedInstances) ?? 0,
            Source = answer.Text(DicomTag.RetrieveAETitle) is { Length: > 0 } title ? title : remote.AETitle?.Value ?? "",
            DataSet = AttributeSets.Of(answer),
        };
    }

    public static SeriesSummary Series(RemoteAE remote, DicomDataset answer, string studyInstanceUid, string? patientId) => new()
    {
        AE = remote.Name,
        PatientId = answer.Text(DicomTag.PatientID) is { Length: > 0 } id ? id : patientId ?? "",
        PatientName = answer.Text(DicomTag.PatientName),
        StudyInstanceUid = studyInstanceUid,
        SeriesInstanceUid = answer.Text(DicomTag.SeriesInstanceUID),
        Modality = answer.Text(DicomTag.Modality),
        SeriesNumber = answer.Number(DicomTag.SeriesNumber),
        SeriesDescription = answer.Text(DicomTag.SeriesDescription),
        SeriesDate = answer.Moment(DicomTag.SeriesDate, DicomTag.SeriesTime),
        Laterality = answer.Text(DicomTag.Laterality),
        BodyPartExamined = answer.Text(DicomTag.BodyPartExamined),
        Manufacturer = answer.Text(DicomTag.Manufacturer),
        StationName = answer.Text(DicomTag.StationName),
        Instances = answer.Number(DicomTag.NumberOfSeriesRelatedInstances),
        DataSet = AttributeSets.Of(answer),
    };

    public static InstanceSummary Instance(RemoteAE remote, DicomDataset answer, string studyInstanceUid, string seriesInstanceUid, string? patientId)
    {
        var sopClass = answer.Text(DicomTag.SOPClassUID);
        return new InstanceSummary
        {
            AE = remote.Name,
            PatientId = answer.Text(DicomTag.PatientID) is { Length: > 0 } id ? id : patientId ?? "",
            StudyInstanceUid = studyInstanceUid,
            SeriesInstanceUid = seriesInstanceUid,
            SopInstanceUid = answer.Text(DicomTag.SOPInstanceUID),
            SopClassUid = sopClass,
            SopClassName = new DicomUid(sopClass).Name,
            InstanceNumber = answer.Number(DicomTag.InstanceNumber),
            NumberOfFrames = answer.Number(DicomTag.NumberOfFrames),
            Rows = answer.Number(DicomTag.Rows),
            Columns = answer.Number(DicomTag.Columns),
            DataSet = AttributeSets.Of(answer),
        };
    }

    private static EquatableList<string> Modalities(DicomDataset answer) =>
        (answer.GetStrings(DicomTag.ModalitiesInStudy) is { Length: > 0 } modalities ? modalities : answer.GetStrings(DicomTag.Modality) ?? [])
        .Where(static modality => modality.Length > 0).Distinct().Order(StringComparer.Ordinal).ToEquatableList();
}
