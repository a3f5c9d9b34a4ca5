using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace OptosAdvance.Dicom.Core;

/// <summary>Numbers of the DICOM JSON model as values: of the binary representations, and of the decimal strings.</summary>
internal static class JsonNumbers
{
    private const int MaximumDecimalString = 16;
    private const int MaximumIntegerString = 12;

    /// <summary>The value field for an array of numbers (or strings with numbers; tags for AT).</summary>
    internal static byte[] Encode(DicomTag tag, DicomVR vr, JsonElement values)
    {
        int count = values.GetArrayLength();
        bool floating = vr == DicomVR.FL || vr == DicomVR.FD;
        if (!floating && values.EnumerateArray().All(static value => value.ValueKind == JsonValueKind.Null))
        {
            return [];
        }
        byte[] bytes = new byte[count * vr.ValueSize];
        int at = 0;
        foreach (JsonElement value in values.EnumerateArray())
        {
            Span<byte> slot = bytes.AsSpan(at, vr.ValueSize);
            if (floating)
            {
                EncodeFloating(tag, vr, value, slot);
            }
            else if (vr == DicomVR.AT)
            {
                EncodeTag(tag, value, slot);
            }
            else
            {
                EncodeInteger(tag, vr, value, slot);
            }
            at += vr.ValueSize;
        }
        return bytes;
    }

    /// <summary>A number as a value of IS or DS: its own digits, or fewer where they would be too many for the VR.</summary>
    internal static string ToDecimalString(DicomTag tag, DicomVR vr, JsonElement value)
    {
        string raw = value.GetRawText();
        if (vr == DicomVR.IS)
        {
            return Int128.TryParse(raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out Int128 integer)
                && integer.ToString(CultureInfo.InvariantCulture) is { Length: <= MaximumIntegerString } digits
                ? digits
                : throw DatasetJsonReader.Bad(tag, $"{raw} is not an integer of VR IS");
        }
        if (raw.Length <= MaximumDecimalString)
        {
            return raw;
        }
        if (!value.TryGetDouble(out double number) || !double.IsFinite(number))
        {
            throw DatasetJsonReader.Bad(tag, $"{raw} is out of the range of numbers");
        }
        for (int digits = 17; ; digits--)
        {
            string text = number.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (text.Length <= MaximumDecimalString)
            {
                return text;
            }
        }
    }

    private static void EncodeFloating(DicomTag tag, DicomVR vr, JsonElement value, Span<byte> slot)
    {
        double number = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out double given) => given,
            JsonValueKind.Null => double.NaN,
            JsonValueKind.String when TryFloating(value.GetString()!, out double given) => given,
            _ => throw DatasetJsonReader.Bad(tag, $"{value.GetRawText()} is not a number"),
        };
        if (vr == DicomVR.FD)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(slot, number);
        }
        else
        {
            BinaryPrimitives.WriteSingleLittleEndian(slot, (float)number);
        }
    }

    private static bool TryFloating(string text, out double number)
    {
        switch (text.ToUpperInvariant())
        {
            case "NAN":
                number = double.NaN;
                return true;
            case "INF" or "+INF" or "INFINITY" or "+INFINITY":
                number = double.PositiveInfinity;
                return true;
            case "-INF" or "-INFINITY":
                number = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        }
    }

    private static void EncodeTag(DicomTag tag, JsonElement value, Span<byte> slot)
    {
        if (value.ValueKind != JsonValueKind.String || !DicomTag.TryParse(value.GetString(), out DicomTag named))
        {
            throw DatasetJsonReader.Bad(tag, $"{value.GetRawText()} is not a tag");
        }
        BinaryPrimitives.WriteUInt16LittleEndian(slot, named.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(slot[2..], named.Element);
    }

    private static void EncodeInteger(DicomTag tag, DicomVR vr, JsonElement value, Span<byte> slot)
    {
        string? text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        (Int128 lowest, Int128 highest) = vr.Code switch
        {
            "US" => ((Int128)ushort.MinValue, (Int128)ushort.MaxValue),
            "SS" => (short.MinValue, short.MaxValue),
            "UL" => (uint.MinValue, uint.MaxValue),
            "SL" => (int.MinValue, int.MaxValue),
            "SV" => (long.MinValue, long.MaxValue),
            _ => (ulong.MinValue, ulong.MaxValue),
        };
        if (!Int128.TryParse(text, Style, CultureInfo.InvariantCulture, out Int128 number) || number < lowest || number > highest)
        {
            throw DatasetJsonReader.Bad(tag, $"{value.GetRawText()} is not a value of VR {vr}");
        }
        UInt128 bits = unchecked((UInt128)number);
        for (int i = 0; i < slot.Length; i++)
        {
            slot[i] = (byte)(bits >> (8 * i));
        }
    }
}
