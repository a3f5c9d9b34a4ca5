namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Small instances of several kinds, complete enough for a media creator.</summary>
internal static class MediaInstances
{
    public static DicomDataset Header(string patient, int study, int series, int instance, DicomUid sopClass, string modality) => new DicomDataset()
        .Set(DicomTag.SOPClassUID, sopClass)
        .Set(DicomTag.SOPInstanceUID, $"1.2.3.{study}.{series}.{instance}")
        .Set(DicomTag.StudyInstanceUID, $"1.2.3.{study}")
        .Set(DicomTag.SeriesInstanceUID, $"1.2.3.{study}.{series}")
        .Set(DicomTag.PatientID, patient)
        .Set(DicomTag.PatientName, $"Name^{patient}")
        .Set(DicomTag.PatientBirthDate, "19700101")
        .Set(DicomTag.PatientSex, "O")
        .Set(DicomTag.StudyDate, "20240102")
        .Set(DicomTag.StudyTime, "101112")
        .Set(DicomTag.StudyID, $"S{study}")
        .Set(DicomTag.AccessionNumber, $"A{study}")
        .Set(DicomTag.StudyDescription, "Retina")
        .Set(DicomTag.ReferringPhysicianName, "")
        .Set(DicomTag.Modality, modality)
        .Set(DicomTag.SeriesNumber, series)
        .Set(DicomTag.InstanceNumber, instance)
        .Set(DicomTag.ContentDate, "20240103")
        .Set(DicomTag.ContentTime, "111213");

    public static DicomDataset Image(string patient, int study, int series, int instance) =>
        Header(patient, study, series, instance, DicomUid.SecondaryCaptureImageStorage, "OP")
            .Set(DicomTag.ImageType, "DERIVED", "SECONDARY")
            .Set(DicomTag.ConversionType, "WSD")
            .Set(DicomTag.SamplesPerPixel, 1)
            .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.Rows, 2)
            .Set(DicomTag.Columns, 2)
            .Set(DicomTag.BitsAllocated, 8)
            .Set(DicomTag.BitsStored, 8)
            .Set(DicomTag.HighBit, 7)
            .Set(DicomTag.PixelRepresentation, 0)
            .SetBytes(DicomTag.PixelData, new byte[4], DicomVR.OB);

    public static DicomDataset Report(string patient, int study, int series, int instance) =>
        Header(patient, study, series, instance, DicomUid.BasicTextSRStorage, "SR")
            .Set(DicomTag.CompletionFlag, "COMPLETE")
            .Set(DicomTag.VerificationFlag, "UNVERIFIED")
            .Set(DicomTag.ConceptNameCodeSequence, new DicomDataset()
                .Set(DicomTag.CodeValue, "18748-4")
                .Set(DicomTag.CodingSchemeDesignator, "LN")
                .Set(DicomTag.CodeMeaning, "Diagnostic Imaging Report"))
            .Set(DicomTag.ValueType, "CONTAINER")
            .Set(DicomTag.ContinuityOfContent, "SEPARATE");

    public static DicomDataset Document(string patient, int study, int series, int instance) =>
        Header(patient, study, series, instance, DicomUid.EncapsulatedPDFStorage, "DOC")
            .Set(DicomTag.DocumentTitle, "Letter")
            .Set(DicomTag.ConversionType, "WSD")
            .Set(DicomTag.BurnedInAnnotation, "NO")
            .Set(new DicomSequence(DicomTag.ConceptNameCodeSequence))
            .Set(DicomTag.MIMETypeOfEncapsulatedDocument, "application/pdf")
            .SetBytes(DicomTag.EncapsulatedDocument, new byte[4]);
}
