using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>Understands the start of files (PS3.10 7.1), also of those that leave something out: preamble, group length, transfer syntax, or everything.</summary>
internal static class DicomFileHeaderParser
{
    private const int PrefixPosition = 128;
    private const int DataSetPosition = 132;
    private const int ElementHeader = 8;
    private const int LongElementHeader = 12;
    private const ushort MetaGroup = 0x0002;
    private const ushort HighestFirstGroup = 0x00FF;

    /// <summary>Parses the first bytes of a file.</summary>
    /// <param name="bytes">The first bytes.</param>
    /// <param name="isAll">Whether the file has no more.</param>
    /// <param name="header">What they tell.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="DicomFormatException">It is not a DICOM file.</exception>
    public static bool TryParse(ReadOnlySpan<byte> bytes, bool isAll, [NotNullWhen(true)] out DicomFileHeader? header)
    {
        header = null;
        if (!isAll && bytes.Length < DataSetPosition + LongElementHeader) return false;
        var hasPrefix = bytes.Length >= DataSetPosition && bytes[PrefixPosition..DataSetPosition].SequenceEqual("DICM"u8);
        var position = hasPrefix ? DataSetPosition : 0;
        var meta = new DicomDataset();
        while (true)
        {
            var rest = bytes[position..];
            if (rest.Length < LongElementHeader && !isAll) return false;
            if (rest.Length < ElementHeader || BinaryPrimitives.ReadUInt16LittleEndian(rest) != MetaGroup) break;
            if (!TryReadElement(rest, position, isAll, meta, out var length)) return false;
            position += length;
        }

        var metaInformation = meta.Count > 0 ? new DicomFileMetaInformation(meta) : null;
        header = new DicomFileHeader(metaInformation, FindTransferSyntax(bytes[position..], metaInformation, hasPrefix, position), position);
        return true;
    }

    /// <summary>Reads an element of group 0002: explicit VR little endian, or implicit as some old files have it.</summary>
    private static bool TryReadElement(ReadOnlySpan<byte> bytes, int position, bool isAll, DicomDataset meta, out int total)
    {
        total = 0;
        var tag = new DicomTag(MetaGroup, BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
        var vr = DicomVR.Find(bytes[4], bytes[5]);
        var headerLength = vr is { Has32BitLength: true } ? LongElementHeader : ElementHeader;
        if (bytes.Length < headerLength) throw new DicomFormatException("The file ends in its meta information.", position, tag);
        var length = vr switch
        {
            null => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            { Has32BitLength: true } => BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            _ => BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
        };
        vr ??= DicomDictionary.ImplicitVR(tag);
        if (vr == DicomVR.SQ || length == DicomToken.UndefinedLength) throw new DicomFormatException("There is a sequence in the meta information.", position, tag);
        if (length > (uint)(bytes.Length - headerLength))
        {
            return !isAll ? false : throw new DicomFormatException($"The file ends in its meta information: the length is {length}.", position, tag);
        }

        total = headerLength + (int)length;
        meta.Set(new DicomElement(tag, vr, bytes[headerLength..total].ToArray()));
        return true;
    }

    private static DicomTransferSyntax FindTransferSyntax(ReadOnlySpan<byte> dataSet, DicomFileMetaInformation? meta, bool hasPrefix, int position)
    {
        if (meta is { TransferSyntaxUid: { IsEmpty: false } uid })
        {
            var declared = DicomTransferSyntax.FindOrPrivate(uid);
            return dataSet.Length < ElementHeader || declared.IsDeflated || declared.IsBigEndian ? declared : Correct(declared, dataSet);
        }

        if (dataSet.Length < ElementHeader)
        {
            return meta is not null || hasPrefix ? DicomTransferSyntax.ImplicitVRLittleEndian : throw new DicomFormatException("This is not a DICOM file: it is too short.", position);
        }

        var group = BinaryPrimitives.ReadUInt16LittleEndian(dataSet);
        var isExplicit = DicomVR.Find(dataSet[4], dataSet[5]) is not null;
        var isBigEndian = BinaryPrimitives.ReverseEndianness(group) < group;
        if (isBigEndian) group = BinaryPrimitives.ReverseEndianness(group);
        if (group is 0 or > HighestFirstGroup || (isBigEndian && !isExplicit))
        {
            throw new DicomFormatException("This is not a DICOM file: it has neither the prefix DICM nor an element at its start.", position);
        }

        return !isExplicit ? DicomTransferSyntax.ImplicitVRLittleEndian
            : isBigEndian ? DicomTransferSyntax.ExplicitVRBigEndian : DicomTransferSyntax.ExplicitVRLittleEndian;
    }

    /// <summary>Some writers name the wrong one of the two little endian syntaxes. The first element shows it beyond doubt or the declaration stands.</summary>
    private static DicomTransferSyntax Correct(DicomTransferSyntax declared, ReadOnlySpan<byte> dataSet)
    {
        var tag = new DicomTag(BinaryPrimitives.ReadUInt16LittleEndian(dataSet), BinaryPrimitives.ReadUInt16LittleEndian(dataSet[2..]));
        if (DicomDictionary.Find(tag) is not { } entry) return declared;
        var vr = DicomVR.Find(dataSet[4], dataSet[5]);
        if (declared.IsExplicitVR)
        {
            var isImplicit = vr is null && !(char.IsAsciiLetterUpper((char)dataSet[4]) && char.IsAsciiLetterUpper((char)dataSet[5]))
                && BinaryPrimitives.ReadUInt32LittleEndian(dataSet[4..]) <= ushort.MaxValue;
            return isImplicit ? DicomTransferSyntax.ImplicitVRLittleEndian : declared;
        }

        return vr is not null && entry.Representations.Contains(vr) ? DicomTransferSyntax.ExplicitVRLittleEndian : declared;
    }
}
