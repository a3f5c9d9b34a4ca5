using CsCheck;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Random data sets: every VR, private blocks, nested sequences, and values of odd and even length.</summary>
internal static class ArbitraryDatasets
{
    private static readonly DicomVR[] Representations = [.. DicomVR.All.Where(vr => vr != DicomVR.SQ)];

    // Per VR an element of the dictionary that has it and nothing else, so that implicit VR gives it back.
    private static readonly Dictionary<DicomVR, DicomTag[]> Known = DicomDictionary.Entries
        .Where(e => e.Representations.Count == 1 && DicomDictionary.Find(e.Tag)!.Keyword == e.Keyword && e.Tag.Group is > 0x0008 and < 0x5000 && !e.Tag.IsGroupLength && e.Tag != DicomTag.SpecificCharacterSet)
        .GroupBy(e => e.Representations[0]).ToDictionary(g => g.Key, g => g.Select(e => e.Tag).Take(60).ToArray());

    private static readonly Gen<DicomItem> Element =
        from vr in Gen.Int[0, Representations.Length - 1].Select(i => Representations[i])
        from known in Gen.Int[0, 1000]
        from isPrivate in Gen.Bool
        from units in Gen.Frequency((20, Gen.Int[0, 12]), (1, Gen.Int[100, 2000]))
        from bytes in Gen.Byte.Array[units * vr.ValueSize]
        select (DicomItem)new DicomElement(Tag(vr, known, isPrivate), Encoded(vr, isPrivate), bytes);

    private static readonly Gen<DicomItem> Fragments =
        from table in Gen.UInt.Array[0, 3]
        from fragments in Gen.Byte.Array[0, 40].Array[0, 4]
        select (DicomItem)Encapsulated(table, fragments);

    /// <summary>Data sets without encapsulated data.</summary>
    public static Gen<DicomDataset> Native { get; } = Dataset(4, false);

    /// <summary>Data sets with encapsulated data now and then.</summary>
    public static Gen<DicomDataset> WithFragments { get; } = Dataset(3, true);

    private static Gen<DicomDataset> Dataset(int depth, bool withFragments)
    {
        var items = new List<(int, Gen<DicomItem>)> { (8, Element) };
        if (withFragments) items.Add((1, Fragments));
        if (depth > 0)
        {
            var sequence =
                from known in Gen.Int[0, 1000]
                from isPrivate in Gen.Bool
                from inner in Dataset(depth - 1, withFragments).Array[0, 3]
                select (DicomItem)new DicomSequence(Tag(DicomVR.SQ, known, isPrivate), inner.Select(i => i.Clone()));
            items.Add((2, sequence));
        }

        return
            from list in Gen.Frequency([.. items]).Array[0, 6]
            select list.Aggregate(new DicomDataset(), (dataset, item) => dataset.Set(item.Clone()));
    }

    // What implicit VR cannot say is UN or a sequence in private elements.
    private static DicomVR Encoded(DicomVR vr, bool isPrivate) => isPrivate || !Known.ContainsKey(vr) ? DicomVR.UN : vr;

    private static DicomTag Tag(DicomVR vr, int number, bool isPrivate) => isPrivate || !Known.TryGetValue(vr, out var tags)
        ? new DicomTag(0x0019, (ushort)(0x1000 + number)) : tags[number % tags.Length];

    private static DicomFragmentSequence Encapsulated(uint[] table, byte[][] fragments)
    {
        var item = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB) { OffsetTable = table.SelectMany(BitConverter.GetBytes).ToArray() };
        foreach (var fragment in fragments) item.Fragments.Add(fragment);
        return item;
    }
}
