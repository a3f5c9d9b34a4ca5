using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Core;

/// <summary>A directory record, encoded as soon as it is complete, so that large directories stay small in memory.</summary>
/// <remarks>The record begins with the three offset and flag elements, whose places and sizes never vary; only they are filled in later.</remarks>
internal sealed class DirectoryRecord(byte[] bytes)
{
    private const int NextValue = 8;
    private const int LowerValue = 30;
    internal const int ItemHeader = 8;

    internal List<DirectoryRecord> Children { get; } = [];

    /// <summary>Length with the header of the item, in bytes.</summary>
    internal long Length => ItemHeader + bytes.Length;

    /// <summary>Where the item will be, from the start of the file.</summary>
    internal long Position { get; set; }

    internal static DirectoryRecord Encode(DicomDataset record)
    {
        record.Set(DicomTag.OffsetOfTheNextDirectoryRecord, 0);
        record.Set(DicomTag.RecordInUseFlag, 0xFFFF);
        record.Set(DicomTag.OffsetOfReferencedLowerLevelDirectoryEntity, 0);
        using var stream = new MemoryStream();
        DicomDatasetWriter.Write(stream, record, DicomTransferSyntax.ExplicitVRLittleEndian);
        return new DirectoryRecord(stream.ToArray());
    }

    /// <summary>The record's bytes, with its offsets in place.</summary>
    /// <param name="next">The next record of the same directory entity, if any.</param>
    internal byte[] Complete(DirectoryRecord? next)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(NextValue), checked((uint)(next?.Position ?? 0)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(LowerValue), checked((uint)(Children.Count > 0 ? Children[0].Position : 0)));
        return bytes;
    }
}
