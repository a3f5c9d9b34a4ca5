using System.Globalization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The number types that a script may hand over.</summary>
internal static class NumericTypes
{
    public static bool Contains(Type type) =>
        type == typeof(byte) || type == typeof(sbyte) || type == typeof(short) || type == typeof(ushort) ||
        type == typeof(int) || type == typeof(uint) || type == typeof(long) || type == typeof(ulong) ||
        type == typeof(float) || type == typeof(double) || type == typeof(decimal);

    /// <exception cref="FormatException">The number has no decimal form.</exception>
    public static decimal ToDecimal(object number)
    {
        try
        {
            return Convert.ToDecimal(number, CultureInfo.InvariantCulture);
        }
        catch (OverflowException e)
        {
            throw new FormatException($"'{number}' is too large.", e);
        }
    }
}
