using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>An ophthalmic photograph as small as it can be.</summary>
internal sealed record SampleInstance
{
    public string Study { get; init; } = DicomUid.NewUid().Value;

    public string Series { get; init; } = DicomUid.NewUid().Value;

    public string Instance { get; init; } = DicomUid.NewUid().Value;

    public DicomUid SopClass { get; init; } = DicomUid.OphthalmicPhotography8BitImageStorage;

    public string PatientId { get; init; } = "P1";

    public string PatientName { get; init; } = "Galton^Francis";

    public string StudyDate { get; init; } = "20260102";

    public string Modality { get; init; } = "OP";

    public int Number { get; init; } = 1;

    public int PixelBytes { get; init; } = 64;

    public byte Fill { get; init; }

    public DicomTransferSyntax TransferSyntax { get; init; } = DicomTransferSyntax.ExplicitVRLittleEndian;

    public InstanceKey Key => new(Study, Series, Instance);

    public DicomDataset ToDataset()
    {
        var dataset = new DicomDataset();
        if (PatientName.Any(static c => c > '~'))
        {
            dataset.Set(DicomTag.SpecificCharacterSet, "ISO_IR 192");
        }

        dataset.Set(DicomTag.SOPClassUID, SopClass.Value);
        dataset.Set(DicomTag.SOPInstanceUID, Instance);
        dataset.Set(DicomTag.StudyDate, StudyDate);
        dataset.Set(DicomTag.StudyTime, "101112");
        dataset.Set(DicomTag.AccessionNumber, "A1");
        dataset.Set(DicomTag.Modality, Modality);
        dataset.Set(DicomTag.StudyDescription, "Retina check");
        dataset.Set(DicomTag.PatientName, PatientName);
        dataset.Set(DicomTag.PatientID, PatientId);
        dataset.Set(DicomTag.PatientBirthDate, "19500203");
        dataset.Set(DicomTag.PatientSex, "O");
        dataset.Set(DicomTag.StudyInstanceUID, Study);
        dataset.Set(DicomTag.SeriesInstanceUID, Series);
        dataset.Set(DicomTag.StudyID, "S1");
        dataset.Set(DicomTag.SeriesNumber, "1");
        dataset.Set(DicomTag.InstanceNumber, Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        dataset.Set(DicomTag.ImageLaterality, "R");
        dataset.SetBytes(DicomTag.Rows, new byte[] { 8, 0 });
        dataset.SetBytes(DicomTag.Columns, new byte[] { 8, 0 });
        var pixels = new byte[PixelBytes];
        Array.Fill(pixels, Fill);
        dataset.SetBytes(DicomTag.PixelData, pixels);
        return dataset;
    }

    public byte[] ToBytes() => DicomDatasetWriter.ToArray(ToDataset(), TransferSyntax);
}
