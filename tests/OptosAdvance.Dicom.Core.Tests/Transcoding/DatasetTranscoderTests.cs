using System.Buffers;
using CsCheck;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DatasetTranscoderTests
{
    private static readonly DicomTransferSyntax[] Native =
        [DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian];

    [Fact]
    public void What_is_transcoded_means_the_same_however_it_arrives()
    {
        Gen.Select(
            ArbitraryDatasets.Native, Gen.Int[0, 2].Select(i => Native[i]), Gen.Int[0, 2].Select(i => Native[i]), Gen.Bool, Gen.Int[1, 99].Array[1, 20]).Sample(
            (dataset, from, to, isUndefined, pieces) =>
            {
                var bytes = DicomDatasetWriter.ToArray(dataset, from, new DicomWriteOptions { UseUndefinedLengths = isUndefined });

                var transcoded = Transcode(bytes, from, to, pieces);

                Assert.Equal(
                    DatasetComparison.Describe(dataset, withGroupLengths: false), DatasetComparison.Describe(DicomDatasetReader.Read(transcoded, to)));
            },
            iter: 600,
            threads: 1);
    }

    [Fact]
    public void A_value_between_signed_and_unsigned_gets_its_representation_from_the_pixels()
    {
        var dataset = new DicomDataset();
        dataset.SetBytes(DicomTag.PixelRepresentation, new byte[] { 1, 0 });
        dataset.SetBytes(DicomTag.SmallestImagePixelValue, new byte[] { 0xFE, 0xFF });
        var bytes = DicomDatasetWriter.ToArray(dataset, DicomTransferSyntax.ImplicitVRLittleEndian);

        var transcoded = Transcode(bytes, DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian, [3]);

        var read = DicomDatasetReader.Read(transcoded, DicomTransferSyntax.ExplicitVRBigEndian);
        var value = Assert.IsType<DicomElement>(read.Single(static item => item.Tag == DicomTag.SmallestImagePixelValue));
        Assert.Equal(DicomVR.SS, value.VR);
        Assert.Equal([0xFE, 0xFF], value.Value.ToArray());
    }

    [Fact]
    public void A_text_that_is_too_long_for_its_representation_goes_as_unknown()
    {
        var dataset = new DicomDataset();
        dataset.SetBytes(DicomTag.ImageComments, new byte[70_000]);
        var bytes = DicomDatasetWriter.ToArray(dataset, DicomTransferSyntax.ImplicitVRLittleEndian);

        var transcoded = Transcode(bytes, DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, [1000]);

        var value = Assert.IsType<DicomElement>(DicomDatasetReader.Read(transcoded, DicomTransferSyntax.ExplicitVRLittleEndian).Single());
        Assert.Equal((DicomVR.UN, 70_000), (value.VR, value.Value.Length));
    }

    [Fact]
    public void A_data_set_that_is_cut_short_is_an_error()
    {
        var dataset = new DicomDataset();
        dataset.Set(DicomTag.PatientID, "P1");
        var bytes = DicomDatasetWriter.ToArray(dataset, DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.Throws<DicomFormatException>(() =>
            Transcode(bytes[..^1], DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian, [100]));
    }

    [Fact]
    public void The_native_files_of_pydicom_stay_what_they_are()
    {
        var count = 0;
        foreach (var path in SampleFiles.Readable())
        {
            if (Path.GetFileName(path) == SampleFiles.ImplicitButEncapsulated || Open(path) is not { } file || file.TransferSyntax is not { PixelEncoding: DicomPixelEncoding.Native, IsDeflated: false } from)
            {
                continue;
            }

            var bytes = DicomDatasetWriter.ToArray(file.Dataset, from);
            foreach (var to in Native)
            {
                // By way of the other syntax and back: what implicit VR cannot say is said by the dictionary both times.
                var once = DicomDatasetReader.Read(Transcode(bytes, from, to, [4096]), to);
                var back = DicomDatasetReader.Read(Transcode(DicomDatasetWriter.ToArray(once, to), to, from, [4096]), from);
                var expected = DicomDatasetReader.Read(DicomDatasetWriter.ToArray(once, from), from);
                Assert.Equal(DatasetComparison.Describe(expected, withGroupLengths: false), DatasetComparison.Describe(back, withGroupLengths: false));
            }

            count++;
        }

        Assert.True(count >= 40, $"Only {count} files could be used.");
    }

    [Fact]
    public async Task Decodes_the_JPEG_baseline_files_of_pydicom_as_DCMTK_does()
    {
        var decode = PeerTool.Require("dcmdjpeg");
        using var folder = new TemporaryFolder();
        var count = 0;
        foreach (var path in SampleFiles.Readable())
        {
            if (Open(path) is not { } file || file.TransferSyntax != DicomTransferSyntax.JPEGBaseline8Bit || Path.GetFileName(path) == SampleFiles.ImplicitButEncapsulated)
            {
                continue;
            }

            var reference = folder["reference.dcm"];
            if ((await decode.RunAsync("+cp", path, reference)).ExitCode != 0)
            {
                continue;
            }

            var bytes = DicomDatasetWriter.ToArray(file.Dataset, DicomTransferSyntax.JPEGBaseline8Bit);
            var transcoded = Transcode(bytes, DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.ExplicitVRLittleEndian, [777]);

            AssertAlike(DicomFile.Open(reference).Dataset, DicomDatasetReader.Read(transcoded, DicomTransferSyntax.ExplicitVRLittleEndian), Path.GetFileName(path));
            count++;
        }

        Assert.True(count >= 5, $"Only {count} files could be compared.");
    }

    [Fact]
    public void An_image_that_is_not_what_the_data_set_says_is_an_error()
    {
        var dataset = new DicomDataset();
        dataset.SetBytes(DicomTag.Rows, new byte[] { 8, 0 });
        dataset.SetBytes(DicomTag.Columns, new byte[] { 8, 0 });
        var pixels = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        pixels.Fragments.Add(new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 });
        dataset.Set(pixels);
        var bytes = DicomDatasetWriter.ToArray(dataset, DicomTransferSyntax.JPEGBaseline8Bit);

        Assert.Throws<DicomFormatException>(() => Transcode(bytes, DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.ExplicitVRLittleEndian, [50]));
    }

    private static void AssertAlike(DicomDataset expected, DicomDataset actual, string name)
    {
        Assert.Equal(Text(expected, DicomTag.PhotometricInterpretation), Text(actual, DicomTag.PhotometricInterpretation));
        var theirs = Bytes(expected, DicomTag.PixelData);
        var ours = Bytes(actual, DicomTag.PixelData);
        Assert.Equal(theirs.Length, ours.Length);
        var differences = theirs.Zip(ours, static (their, our) => Math.Abs(their - our)).ToList();
        Assert.True(differences.Max() <= 3 && differences.Average() < 0.5, $"{name}: up to {differences.Max()}, {differences.Average():0.00} on average");
    }

    private static string Text(DicomDataset dataset, DicomTag tag) =>
        System.Text.Encoding.ASCII.GetString(Bytes(dataset, tag)).Trim();

    private static byte[] Bytes(DicomDataset dataset, DicomTag tag) =>
        Assert.IsType<DicomElement>(dataset.Single(item => item.Tag == tag)).Value.ToArray();

    private static DicomFile? Open(string path)
    {
        try
        {
            return DicomFile.Open(path);
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    private static byte[] Transcode(byte[] bytes, DicomTransferSyntax from, DicomTransferSyntax to, int[] pieces)
    {
        var output = new ArrayBufferWriter<byte>();
        var transcoder = new DatasetTranscoder(from, to, output);
        var position = 0;
        for (var i = 0; position < bytes.Length; i++)
        {
            var count = Math.Min(pieces[i % pieces.Length], bytes.Length - position);
            transcoder.Feed(bytes.AsSpan(position, count));
            position += count;
        }

        transcoder.Complete();
        return output.WrittenSpan.ToArray();
    }
}
