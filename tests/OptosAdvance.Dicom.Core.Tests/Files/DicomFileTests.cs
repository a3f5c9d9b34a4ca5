using System.Buffers;
using CsCheck;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomFileTests
{
    private static readonly DicomUid Class = DicomUid.OphthalmicPhotography8BitImageStorage;

    [Fact]
    public void Writes_the_header_of_PS3_10_byte_for_byte()
    {
        var meta = new DicomFileMetaInformation(new DicomUid("1.2.3"), new DicomUid("1.2.3.4"), DicomUid.ExplicitVRLittleEndian) { SourceApplicationEntityTitle = "CAMERA" };
        var output = new ArrayBufferWriter<byte>();
        meta.Write(output);
        var bytes = output.WrittenSpan;
        Assert.Equal(-1, bytes[..128].IndexOfAnyExcept((byte)0));
        Assert.Equal("DICM"u8.ToArray(), bytes[128..132].ToArray());
        Assert.Equal("02000000554C0400", Convert.ToHexString(bytes[132..140]));
        Assert.Equal(bytes.Length - 144, BitConverter.ToInt32(bytes[140..144]));
        Assert.Equal("020001004F42000002000000" + "0001", Convert.ToHexString(bytes[144..158]));
        Assert.Equal("020002005549" + "0600" + "312E322E3300", Convert.ToHexString(bytes[158..172]));
        Assert.Equal("02001600" + "4145" + "0600" + "43414D455241", Convert.ToHexString(bytes[^14..]));
        Assert.Equal(0, bytes.Length & 1);
    }

    [Fact]
    public void The_fast_way_to_a_header_writes_what_the_other_does()
    {
        var text = Gen.Frequency((20, Gen.String[Gen.Char[' ', '~'], 0, 70]), (1, Gen.String[Gen.Char['\0', '\u00FF'], 0, 4]), (1, Gen.String[Gen.Char['A', 'Z'], 250, 300]));
        Gen.Select(text, text, text, Gen.Null(text)).Sample(
            (sopClass, instance, syntax, source) =>
            {
                var expected = Written(() => new DicomFileMetaInformation(new(sopClass), new(instance), new(syntax)) { SourceApplicationEntityTitle = source }.Write);
                var written = Written(() => output => DicomFileMetaInformation.Write(output, new(sopClass), new(instance), new(syntax), source));
                Assert.Equal(expected, written);
            },
            iter: 5_000);

        // The bytes, or the kind of the failure.
        static string Written(Func<Action<IBufferWriter<byte>>> write)
        {
            var output = new ArrayBufferWriter<byte>();
            try
            {
                write()(output);
                return Convert.ToHexString(output.WrittenSpan);
            }
            catch (Exception exception)
            {
                return exception.GetType().Name;
            }
        }
    }

    [Fact]
    public void A_header_and_the_bytes_of_a_data_set_make_a_file()
    {
        var data = DicomDatasetWriter.ToArray(Dataset(), DicomTransferSyntax.ImplicitVRLittleEndian);
        using var stream = new MemoryStream();
        new DicomFileMetaInformation(Class, new DicomUid("1.2.3"), DicomUid.ImplicitVRLittleEndian) { SendingApplicationEntityTitle = "CAMERA", ReceivingApplicationEntityTitle = "OPTOSADVANCE" }.Write(stream);
        stream.Write(data);
        stream.Position = 0;
        var meta = DicomFileMetaInformation.Read(stream);
        Assert.Equal(stream.Length - data.Length, stream.Position);
        Assert.Equal((Class, new DicomUid("1.2.3"), "CAMERA", "OPTOSADVANCE"), (meta.MediaStorageSopClassUid, meta.MediaStorageSopInstanceUid, meta.SendingApplicationEntityTitle, meta.ReceivingApplicationEntityTitle));
        Assert.Equal((DicomImplementation.ClassUid, DicomImplementation.VersionName), (meta.ImplementationClassUid, meta.ImplementationVersionName));
        Assert.Null(meta.SourceApplicationEntityTitle);
        stream.Position = 0;
        Assert.Equal("Ä^B", DicomFile.Open(stream).Dataset.GetString(DicomTag.PatientName));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    public void Finds_the_encoding_of_files_without_meta_information(string uid)
    {
        var syntax = DicomTransferSyntax.Find(new DicomUid(uid))!;
        var data = DicomDatasetWriter.ToArray(Dataset(), syntax);
        Check(data, false);
        Check([.. new byte[128], .. "DICM"u8, .. data], false);
        byte[] incomplete = [2, 0, 1, 0, (byte)'O', (byte)'B', 0, 0, 2, 0, 0, 0, 0, 1];
        Check([.. new byte[128], .. "DICM"u8, .. incomplete, .. data], true);
        Check([.. incomplete, .. data], true);

        void Check(byte[] bytes, bool hasMeta)
        {
            using var stream = new MemoryStream(bytes);
            var file = DicomFile.Open(stream);
            Assert.Same(syntax, file.TransferSyntax);
            Assert.Equal(hasMeta, file.HasMetaInformation);
            Assert.Equal(DatasetComparison.Describe(Dataset()), DatasetComparison.Describe(file.Dataset));
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2", "1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")]
    public void Believes_the_first_element_where_the_meta_information_confuses_implicit_and_explicit(string declared, string actual)
    {
        using var stream = new MemoryStream();
        new DicomFileMetaInformation(Class, new DicomUid("1.2.3"), new DicomUid(declared)).Write(stream);
        DicomDatasetWriter.Write(stream, Dataset(), DicomTransferSyntax.Find(new DicomUid(actual))!);
        stream.Position = 0;
        var file = DicomFile.Open(stream);
        Assert.Equal(actual, file.TransferSyntax.Uid.Value);
        Assert.Equal(declared, file.MetaInformation.TransferSyntaxUid.Value);
        Assert.Equal("Ä^B", file.Dataset.GetString(DicomTag.PatientName));
    }

    [Theory]
    [InlineData(""), InlineData("x"), InlineData("This is a text file and nothing else."), InlineData("%PDF-1.7 something"), InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void Refuses_files_of_other_kinds(string content)
    {
        using var stream = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(content));
        Assert.Throws<DicomFormatException>(() => DicomFile.Open(stream));
    }

    [Fact]
    public void Refuses_a_file_cut_off_in_its_meta_information()
    {
        using var whole = new MemoryStream();
        new DicomFile(Dataset(), DicomTransferSyntax.ExplicitVRLittleEndian).Save(whole);
        var bytes = whole.ToArray();
        for (var length = 133; length < 260; length += 7)
        {
            using var stream = new MemoryStream(bytes, 0, length);
            var error = Record.Exception(() => DicomFile.Open(stream));
            if (error is not null) Assert.IsType<DicomFormatException>(error);
            else Assert.Empty(DicomFile.Open(new MemoryStream(bytes, 0, length)).Dataset);
        }
    }

    [Fact]
    public async Task Saves_and_opens_by_path()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            new DicomFile(Dataset(), DicomTransferSyntax.DeflatedExplicitVRLittleEndian).Save(path);
            Assert.Equal(DatasetComparison.Describe(Dataset()), DatasetComparison.Describe(DicomFile.Open(path).Dataset));
            var again = await DicomFile.OpenAsync(path, new DicomReadOptions { StopBefore = DicomTag.PatientName }, TestContext.Current.CancellationToken);
            Assert.False(again.Dataset.Contains(DicomTag.PatientName));
            Assert.Equal(Class, again.MetaInformation.MediaStorageSopClassUid);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DicomDataset Dataset() => new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100").Set(DicomTag.SOPClassUID, Class)
        .Set(DicomTag.SOPInstanceUID, "1.2.3").Set(DicomTag.PatientName, "Ä^B").Set(DicomTag.Rows, 300);
}
