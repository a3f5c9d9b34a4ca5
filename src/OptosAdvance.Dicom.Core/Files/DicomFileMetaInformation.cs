using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>The preamble and group 0002 of a file (PS3.10 7.1).</summary>
public sealed class DicomFileMetaInformation
{
    private const int PreambleLength = 128;

    /// <summary>Makes meta information of this implementation; the UIDs are still to be set.</summary>
    public DicomFileMetaInformation()
        : this([])
    {
        Dataset.SetBytes(DicomTag.FileMetaInformationVersion, new byte[] { 0, 1 });
        ImplementationClassUid = DicomImplementation.ClassUid;
        ImplementationVersionName = DicomImplementation.VersionName;
    }

    /// <summary>Makes meta information of this implementation for an instance.</summary>
    /// <param name="sopClassUid">The SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="transferSyntaxUid">The transfer syntax of the data set that follows.</param>
    public DicomFileMetaInformation(DicomUid sopClassUid, DicomUid sopInstanceUid, DicomUid transferSyntaxUid)
        : this()
    {
        MediaStorageSopClassUid = sopClassUid;
        MediaStorageSopInstanceUid = sopInstanceUid;
        TransferSyntaxUid = transferSyntaxUid;
    }

    internal DicomFileMetaInformation(DicomDataset dataset) => Dataset = dataset;

    /// <summary>The elements of group 0002. The group length is computed when written.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>Media Storage SOP Class UID (0002,0002); empty when absent.</summary>
    public DicomUid MediaStorageSopClassUid
    {
        get => GetUid(DicomTag.MediaStorageSOPClassUID);
        set => Dataset.Set(DicomTag.MediaStorageSOPClassUID, value);
    }

    /// <summary>Media Storage SOP Instance UID (0002,0003); empty when absent.</summary>
    public DicomUid MediaStorageSopInstanceUid
    {
        get => GetUid(DicomTag.MediaStorageSOPInstanceUID);
        set => Dataset.Set(DicomTag.MediaStorageSOPInstanceUID, value);
    }

    /// <summary>Transfer Syntax UID (0002,0010); empty when absent.</summary>
    public DicomUid TransferSyntaxUid
    {
        get => GetUid(DicomTag.TransferSyntaxUID);
        set => Dataset.Set(DicomTag.TransferSyntaxUID, value);
    }

    /// <summary>Implementation Class UID (0002,0012) of who wrote the file; empty when absent.</summary>
    public DicomUid ImplementationClassUid
    {
        get => GetUid(DicomTag.ImplementationClassUID);
        set => Dataset.Set(DicomTag.ImplementationClassUID, value);
    }

    /// <summary>Implementation Version Name (0002,0013) of who wrote the file, at most 16 characters; null removes it.</summary>
    public string? ImplementationVersionName
    {
        get => GetText(DicomTag.ImplementationVersionName);
        set => SetText(DicomTag.ImplementationVersionName, value);
    }

    /// <summary>Source Application Entity Title (0002,0016): who wrote the file or its content; null removes it.</summary>
    public string? SourceApplicationEntityTitle
    {
        get => GetText(DicomTag.SourceApplicationEntityTitle);
        set => SetText(DicomTag.SourceApplicationEntityTitle, value);
    }

    /// <summary>Sending Application Entity Title (0002,0017): who sent the content over a network; null removes it.</summary>
    public string? SendingApplicationEntityTitle
    {
        get => GetText(DicomTag.SendingApplicationEntityTitle);
        set => SetText(DicomTag.SendingApplicationEntityTitle, value);
    }

    /// <summary>Receiving Application Entity Title (0002,0018): who received the content over a network; null removes it.</summary>
    public string? ReceivingApplicationEntityTitle
    {
        get => GetText(DicomTag.ReceivingApplicationEntityTitle);
        set => SetText(DicomTag.ReceivingApplicationEntityTitle, value);
    }

    /// <summary>Reads the start of a file and leaves the stream at the first byte of the data set.</summary>
    /// <param name="stream">A stream that can seek. <see cref="DicomFileHeader"/> tells more, and <see cref="DicomFile"/> takes any stream.</param>
    /// <exception cref="DicomFormatException">It is not a DICOM file, or one without meta information.</exception>
    public static DicomFileMetaInformation Read(Stream stream) =>
        DicomFileHeader.Read(stream).MetaInformation ?? throw new DicomFormatException("The file has no meta information.", 0);

    /// <summary>Writes the preamble (zeros), the prefix and group 0002, so that an encoded data set can follow.</summary>
    /// <param name="output">Takes the bytes.</param>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Dataset.SetBytes(DicomTag.FileMetaInformationGroupLength, new byte[4]);
        var group = DicomDatasetWriter.ToArray(Dataset, DicomTransferSyntax.ExplicitVRLittleEndian);
        const int groupLengthElement = 12;
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, group.Length - groupLengthElement);
        Dataset.SetBytes(DicomTag.FileMetaInformationGroupLength, length);
        length.CopyTo(group, groupLengthElement - length.Length);

        WritePreamble(output);
        output.Write(group);
    }

    /// <summary>
    /// Writes the same bytes as <see cref="Write(IBufferWriter{byte})"/> of meta information of this implementation for an instance, without making a data set of them first.
    /// </summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="sopClassUid">The SOP class.</param>
    /// <param name="sopInstanceUid">The SOP instance.</param>
    /// <param name="transferSyntaxUid">The transfer syntax of the data set that follows.</param>
    /// <param name="sourceApplicationEntityTitle">Who wrote the file or its content; null or empty leaves it out.</param>
    public static void Write(
        IBufferWriter<byte> output, DicomUid sopClassUid, DicomUid sopInstanceUid, DicomUid transferSyntaxUid, string? sourceApplicationEntityTitle)
    {
        ArgumentNullException.ThrowIfNull(output);
        string[] texts =
        [
            sopClassUid.Value, sopInstanceUid.Value, transferSyntaxUid.Value, DicomImplementation.ClassUid.Value, DicomImplementation.VersionName, sourceApplicationEntityTitle ?? "",
        ];
        if (!Array.TrueForAll(texts, static text => Ascii.IsValid(text) && !text.Contains('\x1B', StringComparison.Ordinal) && text.Length <= byte.MaxValue))
        {
            // Whatever is to be said of such a text is said there.
            new DicomFileMetaInformation(sopClassUid, sopInstanceUid, transferSyntaxUid) { SourceApplicationEntityTitle = sourceApplicationEntityTitle }.Write(output);
            return;
        }

        WritePreamble(output);
        const int lengthElement = 12;
        const int versionElement = 14;
        var length = versionElement + texts.Sum(FileMetaInformationWriter.LengthOf) - (texts[^1].Length == 0 ? FileMetaInformationWriter.LengthOf("") : 0);
        var group = new FileMetaInformationWriter(output.GetSpan(lengthElement + length));
        group.AddNumber(0x0000, length);
        group.AddBytes(0x0001, [0, 1]);
        group.AddUid(0x0002, texts[0]);
        group.AddUid(0x0003, texts[1]);
        group.AddUid(0x0010, texts[2]);
        group.AddUid(0x0012, texts[3]);
        group.AddText(0x0013, "SH"u8, texts[4]);
        if (texts[^1].Length > 0)
        {
            group.AddText(0x0016, "AE"u8, texts[^1]);
        }

        output.Advance(group.Length);
    }

    /// <summary>Writes the preamble (zeros), the prefix and group 0002, so that an encoded data set can follow.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var output = new ArrayBufferWriter<byte>(512);
        Write(output);
        stream.Write(output.WrittenSpan);
    }

    private static void WritePreamble(IBufferWriter<byte> output)
    {
        output.GetSpan(PreambleLength)[..PreambleLength].Clear();
        output.Advance(PreambleLength);
        output.Write("DICM"u8);
    }

    private DicomUid GetUid(DicomTag tag) => Dataset.GetUid(tag) ?? new DicomUid("");

    private string? GetText(DicomTag tag) => Dataset.GetString(tag) is { Length: > 0 } text ? text : null;

    private void SetText(DicomTag tag, string? value)
    {
        if (string.IsNullOrEmpty(value)) Dataset.Remove(tag);
        else Dataset.Set(tag, value);
    }
}
