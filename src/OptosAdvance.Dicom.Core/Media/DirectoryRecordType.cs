namespace OptosAdvance.Dicom.Core;

/// <summary>Which directory record a SOP class gets, and the attributes that it repeats (PS3.3 F.4, F.5). A key attribute is of type 1 or 2.</summary>
/// <param name="Name">Directory Record Type (0004,1430).</param>
/// <param name="Required">Attributes that must have a value (type 1).</param>
/// <param name="Listed">Attributes that must be there, with or without a value (type 2).</param>
/// <param name="Optional">Attributes that are repeated when the instance has them (types 1C and 3).</param>
internal sealed record DirectoryRecordType(string Name, DicomTag[] Required, DicomTag[] Listed, DicomTag[] Optional)
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    private static readonly DicomTag[] ContentTimes = [DicomTag.ContentDate, DicomTag.ContentTime];
    private static readonly DicomTag[] ContentIdentification = [DicomTag.InstanceNumber, DicomTag.ContentLabel];
    private static readonly DicomTag[] ContentDescriptions = [DicomTag.ContentDescription, DicomTag.ContentCreatorName];

    private static readonly DirectoryRecordType Image = new("IMAGE", [DicomTag.InstanceNumber], [], [DicomTag.ImageType, DicomTag.NumberOfFrames, DicomTag.Rows, DicomTag.Columns, DicomTag.ImageLaterality]);
    private static readonly DirectoryRecordType Measurement = new("MEASUREMENT", [DicomTag.InstanceNumber, .. ContentTimes], [], []);
    private static readonly DirectoryRecordType Waveform = new("WAVEFORM", [DicomTag.InstanceNumber, .. ContentTimes], [], []);
    private static readonly DirectoryRecordType StructuredReport = new(
        "SR DOCUMENT",
        [DicomTag.InstanceNumber, DicomTag.CompletionFlag, DicomTag.VerificationFlag, .. ContentTimes, DicomTag.ConceptNameCodeSequence],
        [],
        [DicomTag.VerificationDateTime]);
    private static readonly DirectoryRecordType KeyObjects = new("KEY OBJECT DOC", [DicomTag.InstanceNumber, .. ContentTimes, DicomTag.ConceptNameCodeSequence], [], []);
    private static readonly DirectoryRecordType Document = new(
        "ENCAP DOC",
        [DicomTag.InstanceNumber, DicomTag.MIMETypeOfEncapsulatedDocument],
        [.. ContentTimes, DicomTag.DocumentTitle, DicomTag.ConceptNameCodeSequence],
        [DicomTag.HL7InstanceIdentifier]);
    private static readonly DirectoryRecordType Presentation = new(
        "PRESENTATION",
        [DicomTag.PresentationCreationDate, DicomTag.PresentationCreationTime, .. ContentIdentification],
        ContentDescriptions,
        [DicomTag.ReferencedSeriesSequence]);
    private static readonly DirectoryRecordType Dose = new("RT DOSE", [DicomTag.InstanceNumber, DicomTag.DoseSummationType], [], []);
    private static readonly DirectoryRecordType Structures = new(
        "RT STRUCTURE SET", [DicomTag.InstanceNumber, DicomTag.StructureSetLabel], [DicomTag.StructureSetDate, DicomTag.StructureSetTime], []);
    private static readonly DirectoryRecordType TreatmentPlan = new(
        "RT PLAN", [DicomTag.InstanceNumber, DicomTag.RTPlanLabel], [DicomTag.RTPlanDate, DicomTag.RTPlanTime], []);
    private static readonly DirectoryRecordType Treatment = new("RT TREAT RECORD", [DicomTag.InstanceNumber], [DicomTag.TreatmentDate, DicomTag.TreatmentTime], []);
    private static readonly DirectoryRecordType Raw = new("RAW DATA", ContentTimes, [DicomTag.InstanceNumber], []);
    private static readonly DirectoryRecordType Spectroscopy = new(
        "SPECTROSCOPY",
        [DicomTag.ImageType, .. ContentTimes, DicomTag.InstanceNumber, DicomTag.NumberOfFrames, DicomTag.Rows, DicomTag.Columns, DicomTag.DataPointRows, DicomTag.DataPointColumns],
        [],
        [DicomTag.ReferencedImageEvidenceSequence]);
    private static readonly DirectoryRecordType Registration = Content("REGISTRATION");
    private static readonly DirectoryRecordType Fiducial = Content("FIDUCIAL");
    private static readonly DirectoryRecordType ValueMap = Content("VALUE MAP");
    private static readonly DirectoryRecordType Surface = Content("SURFACE");
    private static readonly DirectoryRecordType Tract = Content("TRACT");
    private static readonly DirectoryRecordType Annotation = Content("ANNOTATION");
    private static readonly DirectoryRecordType SurfaceScan = new("SURFACE SCAN", ContentTimes, [], []);
    private static readonly DirectoryRecordType Stereometric = new("STEREOMETRIC", [], [], [DicomTag.InstanceNumber]);
    private static readonly DirectoryRecordType Radiotherapy = new(
        "RADIOTHERAPY", [DicomTag.InstanceNumber], [], [DicomTag.UserContentLabel, DicomTag.ContentDescription, DicomTag.ContentCreatorName]);
    private static readonly DirectoryRecordType Assessment = new("ASSESSMENT", [DicomTag.InstanceNumber], [], [DicomTag.InstanceCreationDate, DicomTag.InstanceCreationTime]);

    /// <summary>A record of a kind that the standard leaves to its users; it is marked with Private Record UID (0004,1432).</summary>
    internal static DirectoryRecordType Private { get; } = new("PRIVATE", [], [], [DicomTag.InstanceNumber]);

    internal static DirectoryRecordType Patient { get; } = new("PATIENT", [DicomTag.PatientID], [DicomTag.PatientName], [DicomTag.PatientBirthDate, DicomTag.PatientSex]);

    internal static DirectoryRecordType Study { get; } = new(
        "STUDY",
        [DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.StudyInstanceUID, DicomTag.StudyID],
        [DicomTag.StudyDescription, DicomTag.AccessionNumber],
        []);

    internal static DirectoryRecordType Series { get; } = new(
        "SERIES", [DicomTag.Modality, DicomTag.SeriesInstanceUID, DicomTag.SeriesNumber], [], [DicomTag.SeriesDescription, DicomTag.Laterality]);

    /// <summary>The record type for an instance; null for SOP classes that stand outside a patient's study (hanging protocols, palettes, implants).</summary>
    /// <param name="sopClass">The SOP class UID.</param>
    /// <param name="isImage">Whether the instance has rows and columns; decides for SOP classes that are not known here.</param>
    internal static DirectoryRecordType? For(string sopClass, bool isImage)
    {
        if (!sopClass.StartsWith(Storage, StringComparison.Ordinal))
        {
            return sopClass.StartsWith("1.2.840.10008.5.1.4.38.", StringComparison.Ordinal)
                || sopClass.StartsWith("1.2.840.10008.5.1.4.39.", StringComparison.Ordinal)
                || sopClass.StartsWith("1.2.840.10008.5.1.4.43.", StringComparison.Ordinal)
                || sopClass.StartsWith("1.2.840.10008.5.1.4.44.", StringComparison.Ordinal)
                || sopClass.StartsWith("1.2.840.10008.5.1.4.45.", StringComparison.Ordinal)
                    ? null
                    : sopClass.StartsWith("1.2.840.10008.5.1.4.34.", StringComparison.Ordinal) ? Radiotherapy
                    : isImage ? Image : Private;
        }
        string part = sopClass[Storage.Length..];
        return part switch
        {
            "88.59" => KeyObjects,
            "79.1" => StructuredReport,
            "77.1.5.3" => Stereometric,
            "66" => Raw,
            "66.1" or "66.3" => Registration,
            "66.2" => Fiducial,
            "66.5" => Surface,
            "66.6" => Tract,
            "67" => ValueMap,
            "68.1" or "68.2" => SurfaceScan,
            "4.2" => Spectroscopy,
            "80.1" => Measurement,
            "90.1" => Assessment,
            "91.1" => Annotation,
            "131" => Presentation,
            "481.2" => Dose,
            "481.3" => Structures,
            "481.5" or "481.8" => TreatmentPlan,
            "481.4" or "481.6" or "481.7" or "481.9" => Treatment,
            "481.1" => Image,
            _ => part.Split('.')[0] switch
            {
                "9" => Waveform,
                "11" => Presentation,
                "78" => Measurement,
                "88" => StructuredReport,
                "104" => Document,
                "481" => isImage ? Image : Radiotherapy,
                _ => isImage ? Image : Private,
            },
        };
    }

    private static DirectoryRecordType Content(string name) => new(name, [.. ContentTimes, .. ContentIdentification], ContentDescriptions, []);
}
