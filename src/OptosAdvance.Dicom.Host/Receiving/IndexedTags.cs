using System.Collections.Frozen;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Attributes that the index takes from a data set.</summary>
internal static class IndexedTags
{
    private static readonly FrozenSet<DicomTag> s_tags = new[]
    {
        DicomTag.SpecificCharacterSet,
        DicomTag.SOPClassUID,
        DicomTag.SOPInstanceUID,
        DicomTag.StudyDate,
        DicomTag.StudyTime,
        DicomTag.AccessionNumber,
        DicomTag.Modality,
        DicomTag.Manufacturer,
        DicomTag.ReferringPhysicianName,
        DicomTag.StationName,
        DicomTag.StudyDescription,
        DicomTag.SeriesDescription,
        DicomTag.PatientName,
        DicomTag.PatientID,
        DicomTag.PatientBirthDate,
        DicomTag.PatientSex,
        DicomTag.BodyPartExamined,
        DicomTag.StudyInstanceUID,
        DicomTag.SeriesInstanceUID,
        DicomTag.StudyID,
        DicomTag.SeriesNumber,
        DicomTag.InstanceNumber,
        DicomTag.Laterality,
        DicomTag.ImageLaterality,
        DicomTag.NumberOfFrames,
        DicomTag.Rows,
        DicomTag.Columns,
    }.ToFrozenSet();

    public static bool Contains(DicomTag tag) => s_tags.Contains(tag);
}
