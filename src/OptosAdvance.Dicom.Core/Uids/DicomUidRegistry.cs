using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>The UIDs of PS3.6 Annex A as constant data, sorted by value.</summary>
internal static partial class DicomUidRegistry
{
    public static int Count => LineOffsets.Length;

    /// <summary>The index of a UID, or a negative number.</summary>
    public static int Find(string value)
    {
        if (value.Length is 0 or > DicomUid.MaximumLength) return -1;
        Span<byte> wanted = stackalloc byte[DicomUid.MaximumLength];
        if (Encoding.ASCII.GetBytes(value, wanted) != value.Length) return -1;
        wanted = wanted[..value.Length];
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = wanted.SequenceCompareTo(FieldBytes(middle, 0));
            if (order == 0) return middle;
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return -1;
    }

    public static DicomUidKind Kind(int index) => (DicomUidKind)Kinds[index];

    /// <summary>0 value, 1 keyword, 2 name, 3 R when retired.</summary>
    public static string Field(int index, int field) => Encoding.UTF8.GetString(FieldBytes(index, field));

    public static bool IsStorageSopClass(int index)
    {
        if (Kind(index) != DicomUidKind.SopClass) return false;

        // The standard's keywords tell. Two retired classes have lost their names; every other one under that root that is not storage has its own.
        var keyword = FieldBytes(index, 1);
        return keyword.IsEmpty
            ? FieldBytes(index, 0).StartsWith("1.2.840.10008.5.1.4.1.1."u8)
            : keyword.IndexOf("Storage"u8) >= 0 && !keyword.StartsWith("StorageCommitment"u8) && !keyword.SequenceEqual("MediaStorageDirectoryStorage"u8);
    }

    private static ReadOnlySpan<byte> FieldBytes(int index, int field)
    {
        var line = Text[LineOffsets[index]..];
        line = line[..line.IndexOf((byte)'\n')];
        for (; field > 0; field--) line = line[(line.IndexOf((byte)'|') + 1)..];
        var end = line.IndexOf((byte)'|');
        return end < 0 ? line : line[..end];
    }
}
