using System.Globalization;
using System.Security.Cryptography;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Instances of one kind: as many as are sent, each of the same size.</summary>
internal sealed record InstanceSet(string Name, int PixelBytes, int Count, DicomUid SopClass, DicomTransferSyntax TransferSyntax)
{
    public static IReadOnlyList<InstanceSet> All { get; } =
    [
        new("tiny", 9_500, 5000, DicomUid.CTImageStorage, DicomTransferSyntax.ExplicitVRLittleEndian),
        new("ct", 524_288, 1000, DicomUid.CTImageStorage, DicomTransferSyntax.ExplicitVRLittleEndian),
        new("ophthalmic", 1_800_000, 200, DicomUid.OphthalmicPhotography8BitImageStorage, DicomTransferSyntax.JPEGBaseline8Bit),
        new("large", 36_000_000, 20, DicomUid.CTImageStorage, DicomTransferSyntax.ExplicitVRLittleEndian),
    ];

    /// <summary>A UID; all have the same length, so that one can be put in the place of another.</summary>
    public static string Uid(int run, int association, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"2.25.1{run:D8}{association:D4}{number:D12}00000000000000");

    /// <summary>The data set of an association's first instance.</summary>
    public byte[] Encode(int run, int association)
    {
        var pixels = RandomNumberGenerator.GetBytes(PixelBytes);
        var person = string.Create(CultureInfo.InvariantCulture, $"Benchmark^Patient {association}");
        var dataset = new DicomDataset()
            .Set(DicomTag.SOPClassUID, SopClass)
            .Set(DicomTag.SOPInstanceUID, Uid(run, association, 0))
            .Set(DicomTag.StudyDate, "20260105")
            .Set(DicomTag.StudyTime, "101500")
            .Set(DicomTag.AccessionNumber, "A1")
            .Set(DicomTag.Modality, TransferSyntax.IsEncapsulated ? "OP" : "CT")
            .Set(DicomTag.PatientName, person)
            .Set(DicomTag.PatientID, string.Create(CultureInfo.InvariantCulture, $"B{run}-{association}"))
            .Set(DicomTag.PatientBirthDate, "19600101")
            .Set(DicomTag.PatientSex, "O")
            .Set(DicomTag.StudyInstanceUID, Uid(run, association, 900_000_001))
            .Set(DicomTag.SeriesInstanceUID, Uid(run, association, 900_000_002))
            .Set(DicomTag.StudyID, "1")
            .Set(DicomTag.SeriesNumber, "1")
            .Set(DicomTag.InstanceNumber, "1")
            .Set(DicomTag.SamplesPerPixel, 1)
            .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.Rows, 1000)
            .Set(DicomTag.Columns, PixelBytes / 1000)
            .Set(DicomTag.BitsAllocated, 8)
            .Set(DicomTag.BitsStored, 8)
            .Set(DicomTag.HighBit, 7)
            .Set(DicomTag.PixelRepresentation, 0);
        if (TransferSyntax.IsEncapsulated)
        {
            var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
            fragments.Fragments.Add(pixels);
            dataset.Set(fragments);
        }
        else
        {
            dataset.Set(new DicomElement(DicomTag.PixelData, DicomVR.OB, pixels));
        }

        return DicomDatasetWriter.ToArray(dataset, TransferSyntax);
    }
}
