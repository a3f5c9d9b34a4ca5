using System.Buffers.Binary;
using System.Text;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Reads a DICOMDIR as a reader of media does: by following its offsets, not the order of its items.</summary>
internal sealed class DirectoryWalker
{
    private const uint Item = 0xE000FFFE;
    private readonly byte[] _file;
    private readonly Dictionary<long, DicomDataset> _records = [];

    private DirectoryWalker(byte[] file) => _file = file;

    /// <summary>The records as an indented tree: type and the attributes that tell one from another.</summary>
    public static string Tree(byte[] file, params DicomTag[] shown)
    {
        var walker = new DirectoryWalker(file);
        DicomDataset root = DicomFile.Open(new MemoryStream(file)).Dataset;
        var text = new StringBuilder();
        long last = walker.Walk(root.GetInt64(DicomTag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity)!.Value, 0, shown, text);
        Assert.Equal(root.GetInt64(DicomTag.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity)!.Value, last);
        Assert.Equal(root.GetSequence(DicomTag.DirectoryRecordSequence)!.Items.Count, walker._records.Count);
        return text.ToString();
    }

    private long Walk(long position, int depth, DicomTag[] shown, StringBuilder text)
    {
        long last = 0;
        for (; position != 0; position = _records[position].GetInt64(DicomTag.OffsetOfTheNextDirectoryRecord)!.Value)
        {
            DicomDataset record = Read(position);
            Assert.True(_records.TryAdd(position, record), "An offset leads back.");
            Assert.Equal(0xFFFF, record.GetInt32(DicomTag.RecordInUseFlag));
            text.Append(' ', depth * 2).Append(record.GetString(DicomTag.DirectoryRecordType));
            foreach (DicomTag tag in shown.Where(record.Contains))
            {
                text.Append(' ').Append(string.Join('/', record.GetStrings(tag)!));
            }
            text.Append('\n');
            Walk(record.GetInt64(DicomTag.OffsetOfReferencedLowerLevelDirectoryEntity)!.Value, depth + 1, shown, text);
            last = position;
        }
        return last;
    }

    private DicomDataset Read(long position)
    {
        ReadOnlySpan<byte> header = _file.AsSpan(checked((int)position), 8);
        Assert.Equal(Item, BinaryPrimitives.ReadUInt32LittleEndian(header));
        int length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        return DicomDatasetReader.Read(new MemoryStream(_file, (int)position + 8, length), DicomTransferSyntax.ExplicitVRLittleEndian);
    }
}
