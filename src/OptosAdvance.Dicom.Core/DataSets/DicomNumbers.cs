using System.Buffers.Binary;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>Encodes numbers as the value fields of binary VRs (little endian) and of DS.</summary>
internal static class DicomNumbers
{
    private const int DecimalStringLength = 16;

    public static byte[] Encode(DicomVR vr, ReadOnlySpan<Int128> values)
    {
        if (vr == DicomVR.FL || vr == DicomVR.FD || vr == DicomVR.OF || vr == DicomVR.OD)
        {
            var numbers = new double[values.Length];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = (double)values[i];
            return Encode(vr, numbers);
        }

        var (minimum, maximum) = Range(vr);
        var size = vr.ValueSize;
        var bytes = new byte[size * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value < minimum || value > maximum) throw new ArgumentOutOfRangeException(nameof(values), value, $"The VR {vr} takes {minimum} to {maximum}.");
            var place = bytes.AsSpan(i * size);
            if (vr == DicomVR.AT)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)((uint)value >> 16));
                BinaryPrimitives.WriteUInt16LittleEndian(place[2..], (ushort)(uint)value);
                continue;
            }

            switch (size)
            {
                case 1: place[0] = (byte)value; break;
                case 2: BinaryPrimitives.WriteUInt16LittleEndian(place, unchecked((ushort)value)); break;
                case 4: BinaryPrimitives.WriteUInt32LittleEndian(place, unchecked((uint)value)); break;
                default: BinaryPrimitives.WriteUInt64LittleEndian(place, unchecked((ulong)value)); break;
            }
        }

        return bytes;
    }

    public static byte[] Encode(DicomVR vr, ReadOnlySpan<double> values)
    {
        var isSingle = vr == DicomVR.FL || vr == DicomVR.OF;
        if (!isSingle && vr != DicomVR.FD && vr != DicomVR.OD) throw new ArgumentException($"The VR {vr} does not take numbers with a fraction.", nameof(vr));
        var bytes = new byte[vr.ValueSize * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (isSingle) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), (float)values[i]);
            else BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), values[i]);
        }

        return bytes;
    }

    /// <summary>The closest text of at most 16 characters (PS3.5 6.2, DS).</summary>
    public static string FormatDecimalString(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A decimal string takes finite numbers.");
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 15; text.Length > DecimalStringLength; digits--) text = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        return text;
    }

    private static (Int128 Minimum, Int128 Maximum) Range(DicomVR vr) => vr.Code switch
    {
        "US" or "OW" => (0, ushort.MaxValue),
        "SS" => (short.MinValue, short.MaxValue),
        "UL" or "OL" or "AT" => (0, uint.MaxValue),
        "SL" => (int.MinValue, int.MaxValue),
        "UV" or "OV" => (0, ulong.MaxValue),
        "SV" => (long.MinValue, long.MaxValue),
        "OB" or "UN" => (0, byte.MaxValue),
        _ => throw new ArgumentException($"The VR {vr} does not take integers.", nameof(vr)),
    };
}
