using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace OptosAdvance.Dicom.Core;

/// <summary>Writes data sets in the DICOM JSON model (PS3.18 F.2).</summary>
internal sealed class DatasetJsonWriter(Utf8JsonWriter writer, DicomJsonWriteOptions options)
{
    // The greatest integer up to which every one is exact as an IEEE 754 double, which is what JSON readers make of numbers.
    private const long ExactInteger = 1L << 53;

    internal void Write(DicomDataset dataset, string path, int depth)
    {
        if (depth > options.MaximumDepth)
        {
            throw new DicomFormatException($"The data set is nested deeper than {options.MaximumDepth} levels.", -1);
        }
        writer.WriteStartObject();
        foreach (DicomItem item in dataset)
        {
            if (!item.Tag.IsGroupLength)
            {
                WriteItem(dataset, item, path, depth);
            }
        }
        writer.WriteEndObject();
    }

    private void WriteItem(DicomDataset dataset, DicomItem item, string path, int depth)
    {
        string key = Key(item.Tag);
        string itemPath = path.Length == 0 ? key : $"{path}/{key}";
        string? uri = IsBulk(item) ? options.BulkDataUri?.Invoke(new DicomBulkData(itemPath, item.Tag, item.VR, item, "")) : null;
        if (uri is null && item is DicomFragmentSequence or DicomSkippedElement)
        {
            return;
        }
        writer.WriteStartObject(key);
        writer.WriteString("vr", item.VR.Code);
        if (uri is not null)
        {
            writer.WriteString("BulkDataURI", uri);
        }
        else if (item is DicomSequence sequence)
        {
            WriteSequence(sequence, itemPath, depth);
        }
        else if (item is DicomElement { Value.IsEmpty: false } element)
        {
            WriteElement(dataset, element);
        }
        writer.WriteEndObject();
    }

    private bool IsBulk(DicomItem item) => item switch
    {
        DicomFragmentSequence or DicomSkippedElement => true,
        DicomElement element => element.Value.Length > options.BulkDataThreshold && CanBeBulk(element.VR.Code),
        _ => false,
    };

    private static bool CanBeBulk(string vr) => vr is "DS" or "FD" or "FL" or "IS" or "LT" or "OB" or "OD" or "OF" or "OL" or "OV" or "OW"
        or "SL" or "SS" or "ST" or "SV" or "UC" or "UL" or "UN" or "US" or "UT" or "UV";

    private void WriteSequence(DicomSequence sequence, string path, int depth)
    {
        if (sequence.Items.Count == 0)
        {
            return;
        }
        writer.WriteStartArray("Value");
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            Write(sequence.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}/{i + 1}"), depth + 1);
        }
        writer.WriteEndArray();
    }

    private void WriteElement(DicomDataset dataset, DicomElement element)
    {
        if (!element.VR.IsText && (element.VR.IsBulk || element.Value.Length % element.VR.ValueSize != 0))
        {
            writer.WriteBase64String("InlineBinary", element.Value.Span);
            return;
        }
        if (!element.VR.IsText)
        {
            writer.WriteStartArray("Value");
            int size = element.VR.ValueSize;
            for (int at = 0; at < element.Value.Length; at += size)
            {
                WriteNumber(element.Value.Span.Slice(at, size), element.VR.Code);
            }
            writer.WriteEndArray();
            return;
        }
        string[] values = element.Tag == DicomTag.SpecificCharacterSet ? ["ISO_IR 192"] : dataset.GetStrings(element.Tag) ?? [];
        if (element.VR == DicomVR.PN)
        {
            // The delimiters of absent components say nothing; a name of nothing else is no name.
            values = Array.ConvertAll(values, static value => string.Join('=', value.Split('=').Select(static group => group.TrimEnd('^'))).TrimEnd('='));
        }
        if (values is [] or [""])
        {
            return;
        }
        writer.WriteStartArray("Value");
        foreach (string value in values)
        {
            WriteText(value, element.VR.Code);
        }
        writer.WriteEndArray();
    }

    private void WriteText(string value, string vr)
    {
        if (value.Length == 0)
        {
            writer.WriteNullValue();
            return;
        }
        switch (vr)
        {
            case "PN":
                WritePersonName(value);
                break;
            case "IS" or "DS":
                WriteDecimal(value);
                break;
            default:
                writer.WriteStringValue(value);
                break;
        }
    }

    private void WritePersonName(string value)
    {
        string[] groups = value.Split('=');
        writer.WriteStartObject();
        WriteGroup("Alphabetic", 0);
        WriteGroup("Ideographic", 1);
        WriteGroup("Phonetic", 2);
        writer.WriteEndObject();

        void WriteGroup(string name, int index)
        {
            if (index < groups.Length && groups[index].Length > 0)
            {
                writer.WriteString(name, groups[index]);
            }
        }
    }

    /// <summary>A decimal keeps its digits, so that no precision is invented or lost; what is no number stays a string, as the standard lets it.</summary>
    private void WriteDecimal(string value)
    {
        if (IsJsonNumber(value) && double.IsFinite(double.Parse(value, CultureInfo.InvariantCulture)))
        {
            writer.WriteRawValue(value, skipInputValidation: true);
        }
        else if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }

    private static bool IsJsonNumber(string text)
    {
        int at = text[0] == '-' ? 1 : 0;
        int whole = Digits();
        if (whole == 0 || (whole > 1 && text[at - whole] == '0'))
        {
            return false;
        }
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits() == 0)
            {
                return false;
            }
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }
            if (Digits() == 0)
            {
                return false;
            }
        }
        return at == text.Length;

        int Digits()
        {
            int start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }
            return at - start;
        }
    }

    private void WriteNumber(ReadOnlySpan<byte> bytes, string vr)
    {
        switch (vr)
        {
            case "US":
                writer.WriteNumberValue(BinaryPrimitives.ReadUInt16LittleEndian(bytes));
                break;
            case "SS":
                writer.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(bytes));
                break;
            case "UL":
                writer.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
                break;
            case "SL":
                writer.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(bytes));
                break;
            case "SV":
                WriteLong(BinaryPrimitives.ReadInt64LittleEndian(bytes));
                break;
            case "UV":
                ulong unsigned = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                if (unsigned <= ExactInteger)
                {
                    writer.WriteNumberValue(unsigned);
                }
                else
                {
                    writer.WriteStringValue(unsigned.ToString(CultureInfo.InvariantCulture));
                }
                break;
            case "FL":
                float single = BinaryPrimitives.ReadSingleLittleEndian(bytes);
                if (float.IsFinite(single))
                {
                    writer.WriteNumberValue(single);
                }
                else
                {
                    WriteNotFinite(single);
                }
                break;
            case "FD":
                double number = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
                if (double.IsFinite(number))
                {
                    writer.WriteNumberValue(number);
                }
                else
                {
                    WriteNotFinite(number);
                }
                break;
            default:
                ushort group = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
                ushort tagElement = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
                writer.WriteStringValue(Key(new DicomTag(group, tagElement)));
                break;
        }
    }

    private void WriteLong(long value)
    {
        if (value is >= -ExactInteger and <= ExactInteger)
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void WriteNotFinite(double value) =>
        writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");

    private static string Key(DicomTag tag) => tag.Value.ToString("X8", CultureInfo.InvariantCulture);
}
