using System.Text;
using CsCheck;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Laws of the JSON model that hold for any data set and any text.</summary>
public sealed class JsonPropertyTests
{
    private static readonly DicomVR[] Representations = [.. DicomVR.All.Where(vr => vr != DicomVR.SQ)];

    // Values in the form that they have after a round trip: no padding, no delimiters but those between values.
    private static readonly Gen<DicomElement> Elements = Gen.Select(Gen.Int[0x1000, 0x10FF], Gen.Int[0, Representations.Length - 1], Gen.Int[0, 4], Gen.Long).Select(
        (element, representation, count, bits) => new DicomElement(
            new DicomTag(0x0011, (ushort)element), Representations[representation], Value(Representations[representation], count, bits)));

    private static readonly Gen<DicomDataset> Flat = Elements.Array[0, 6].Select(elements =>
    {
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 192");
        foreach (DicomElement element in elements) dataset.Set(element);
        return dataset;
    });

    private static readonly Gen<DicomDataset> Nested = Gen.Select(Flat, Flat, Flat).Select((outer, first, second) =>
        outer.Clone().Set(new DicomSequence(DicomTag.ReferencedSeriesSequence, first.Clone(), second.Clone().Set(new DicomSequence(DicomTag.ReferencedImageSequence, first.Clone())))));

    [Fact]
    public void A_data_set_survives_the_way_to_json_and_back() => Nested.Sample(
        dataset => DicomDatasetWriter.ToArray(dataset, DicomTransferSyntax.ExplicitVRLittleEndian)
            .AsSpan().SequenceEqual(DicomDatasetWriter.ToArray(DicomJson.Read(DicomJson.ToUtf8Bytes(dataset)), DicomTransferSyntax.ExplicitVRLittleEndian)),
        iter: 3_000);

    [Fact]
    public void Damaged_json_is_read_or_refused_and_nothing_else() => Gen.Select(Nested, Gen.Int[0, 10_000], Gen.Byte[0x20, 0x7E]).Sample(
        (dataset, place, replacement) =>
        {
            byte[] json = DicomJson.ToUtf8Bytes(dataset);
            json[place % json.Length] = replacement;
            try
            {
                return DicomJson.Read(json) is not null;
            }
            catch (DicomFormatException)
            {
                return true;
            }
        },
        iter: 5_000);

    private static byte[] Value(DicomVR vr, int count, long bits)
    {
        if (!vr.IsText)
        {
            byte[] number = BitConverter.GetBytes(bits);
            // Values that are no number (NaN) have more than one form.
            if (vr == DicomVR.FL || vr == DicomVR.FD) number[vr.ValueSize - 1] &= 0x3F;
            return [.. Enumerable.Repeat(number[..vr.ValueSize], vr.IsBulk ? count * 2 : count).SelectMany(bytes => bytes)];
        }
        string text = vr == DicomVR.DS || vr == DicomVR.IS ? $"{bits % 99999}"
            : vr == DicomVR.PN ? $"Fam{bits}^Giv=山=ﾔ"
            : vr.UsesCharacterSet ? $"x{bits}é山\U0001F441\"<"
            : $"A{bits}";
        return Encoding.UTF8.GetBytes(string.Join('\\', Enumerable.Repeat(text, vr.IsMultiValuedText ? count : Math.Min(count, 1))));
    }
}
