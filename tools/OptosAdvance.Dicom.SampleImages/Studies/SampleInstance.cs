using System.Globalization;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>The data set of one image: the modules of the Ophthalmic Photography 8 Bit Image IOD (PS3.3 A.41).</summary>
internal static class SampleInstance
{
    private static readonly byte[] Profile = IccProfile.Create();

    internal static DicomFile Create(int seed, RetinaScene scene, byte[] jpeg, DateTime studyTime, DateTime acquired)
    {
        SamplePatient patient = SamplePatient.For(seed);
        string number = string.Create(CultureInfo.InvariantCulture, $"{(uint)seed:D6}");
        var dataset = new DicomDataset();
        if (patient.CharacterSet.Length > 0)
        {
            dataset.Set(DicomTag.SpecificCharacterSet, patient.CharacterSet);
        }
        Patient(dataset, patient, number);
        Study(dataset, seed, number, studyTime, DicomAge.Between(patient.Birth, DateOnly.FromDateTime(studyTime)));
        Series(dataset, seed, scene);
        Equipment(dataset, scene);
        Image(dataset, seed, scene, jpeg.Length, acquired);
        Eye(dataset, scene);
        Camera(dataset, scene);
        dataset.SetBytes(DicomTag.ICCProfile, Profile);
        dataset.Set(DicomTag.ColorSpace, "SRGB");
        var pixels = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB) { OffsetTable = new byte[4] };
        pixels.Fragments.Add(jpeg);
        dataset.Set(pixels);
        return new DicomFile(dataset, DicomTransferSyntax.JPEGBaseline8Bit);
    }

    private static void Patient(DicomDataset dataset, SamplePatient patient, string number)
    {
        dataset.Set(DicomTag.PatientName, patient.Name);
        dataset.Set(DicomTag.PatientID, "OPT" + number);
        dataset.Set(DicomTag.IssuerOfPatientID, "SAMPLE");
        dataset.Set(DicomTag.PatientBirthDate, new DicomDate(patient.Birth).ToString());
        dataset.Set(DicomTag.PatientSex, patient.Sex);
    }

    private static void Study(DicomDataset dataset, int seed, string number, DateTime time, DicomAge age)
    {
        dataset.Set(DicomTag.StudyInstanceUID, SeededUid.Create(seed, "study"));
        dataset.Set(DicomTag.StudyDate, Date(time));
        dataset.Set(DicomTag.StudyTime, Time(time));
        dataset.Set(DicomTag.StudyID, number);
        dataset.Set(DicomTag.AccessionNumber, "A" + number);
        dataset.Set(DicomTag.StudyDescription, "Retina, both eyes");
        dataset.Set(DicomTag.ReferringPhysicianName, "Referrer^Rita");
        dataset.Set(DicomTag.PatientAge, age.ToString());
    }

    private static void Series(DicomDataset dataset, int seed, RetinaScene scene)
    {
        dataset.Set(DicomTag.Modality, "OP");
        dataset.Set(DicomTag.SeriesInstanceUID, SeededUid.Create(seed, scene.WideField ? "series/wide" : "series/fundus"));
        dataset.Set(DicomTag.SeriesNumber, scene.WideField ? 2 : 1);
        dataset.Set(DicomTag.SeriesDescription, scene.WideField ? "Wide field" : "Fundus");
        dataset.Set(DicomTag.SynchronizationFrameOfReferenceUID, SeededUid.Create(seed, "synchronization"));
        dataset.Set(DicomTag.SynchronizationTrigger, "NO TRIGGER");
        dataset.Set(DicomTag.AcquisitionTimeSynchronized, "N");
    }

    private static void Equipment(DicomDataset dataset, RetinaScene scene)
    {
        dataset.Set(DicomTag.Manufacturer, "OptosAdvance");
        dataset.Set(DicomTag.InstitutionName, "Sample Eye Clinic");
        dataset.Set(DicomTag.ManufacturerModelName, scene.WideField ? "Sample SLO" : "Sample Fundus Camera");
        dataset.Set(DicomTag.DeviceSerialNumber, scene.WideField ? "S-0002" : "S-0001");
        dataset.Set(DicomTag.SoftwareVersions, "1.0");
    }

    private static void Image(DicomDataset dataset, int seed, RetinaScene scene, int compressedLength, DateTime acquired)
    {
        string role = $"image/{(scene.WideField ? "wide" : "fundus")}/{(scene.RightEye ? "R" : "L")}";
        dataset.Set(DicomTag.SOPClassUID, DicomUid.OphthalmicPhotography8BitImageStorage);
        dataset.Set(DicomTag.SOPInstanceUID, SeededUid.Create(seed, role));
        dataset.Set(DicomTag.InstanceNumber, scene.RightEye ? 1 : 2);
        dataset.Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "", "COLOR");
        dataset.Set(DicomTag.ContentDate, Date(acquired));
        dataset.Set(DicomTag.ContentTime, Time(acquired));
        dataset.Set(DicomTag.AcquisitionDateTime, new DicomDateTime(acquired, DicomTimePrecision.Second).ToString());
        dataset.Set(DicomTag.NumberOfFrames, 1);
        dataset.SetTags(DicomTag.FrameIncrementPointer, DicomTag.FrameTime);
        dataset.Set(DicomTag.FrameTime, 0);
        dataset.Set(DicomTag.SamplesPerPixel, 3);
        dataset.Set(DicomTag.PhotometricInterpretation, "YBR_FULL_422");
        dataset.Set(DicomTag.PlanarConfiguration, 0);
        dataset.Set(DicomTag.Rows, scene.Height);
        dataset.Set(DicomTag.Columns, scene.Width);
        dataset.Set(DicomTag.BitsAllocated, 8);
        dataset.Set(DicomTag.BitsStored, 8);
        dataset.Set(DicomTag.HighBit, 7);
        dataset.Set(DicomTag.PixelRepresentation, 0);
        dataset.Set(DicomTag.BurnedInAnnotation, "NO");
        dataset.Set(DicomTag.RecognizableVisualFeatures, "NO");
        dataset.Set(DicomTag.LossyImageCompression, "01");
        dataset.Set(DicomTag.LossyImageCompressionRatio, Math.Round(scene.Width * scene.Height * 3.0 / compressedLength, 2));
        dataset.Set(DicomTag.LossyImageCompressionMethod, "ISO_10918_1");
    }

    private static void Eye(DicomDataset dataset, RetinaScene scene)
    {
        dataset.Set(DicomTag.ImageLaterality, scene.RightEye ? "R" : "L");
        dataset.Set(DicomTag.AnatomicRegionSequence, Code("5665001", "SCT", "Retina"));
        dataset.Set(DicomTag.RelativeImagePositionCodeSequence, Code("111900", "DCM", "Macula centered"));
        // Seen from the front: right of the image is the patient's left, whichever eye it is.
        dataset.Set(DicomTag.PatientOrientation, "L", "F");
        dataset.SetEmpty(DicomTag.PatientEyeMovementCommanded);
        dataset.Set(new DicomSequence(DicomTag.RefractiveStateSequence));
        dataset.SetEmpty(DicomTag.EmmetropicMagnification);
        dataset.SetEmpty(DicomTag.IntraOcularPressure);
        dataset.Set(DicomTag.HorizontalFieldOfView, scene.WideField ? 200.0 : 45.0);
        dataset.Set(DicomTag.PupilDilated, "NO");
    }

    private static void Camera(DicomDataset dataset, RetinaScene scene)
    {
        dataset.Set(
            DicomTag.AcquisitionDeviceTypeCodeSequence,
            scene.WideField ? Code("392001008", "SCT", "Scanning Laser Ophthalmoscope") : Code("409898007", "SCT", "Fundus Camera"));
        dataset.Set(new DicomSequence(DicomTag.IlluminationTypeCodeSequence));
        dataset.Set(new DicomSequence(DicomTag.LightPathFilterTypeStackCodeSequence));
        dataset.Set(new DicomSequence(DicomTag.ImagePathFilterTypeStackCodeSequence));
        dataset.Set(new DicomSequence(DicomTag.LensesCodeSequence));
        dataset.Set(DicomTag.DetectorType, "CCD");
    }

    private static DicomDataset Code(string value, string scheme, string meaning) => new DicomDataset()
        .Set(DicomTag.CodeValue, value)
        .Set(DicomTag.CodingSchemeDesignator, scheme)
        .Set(DicomTag.CodeMeaning, meaning);

    private static string Date(DateTime time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Time(DateTime time) => time.ToString("HHmmss", CultureInfo.InvariantCulture);
}
