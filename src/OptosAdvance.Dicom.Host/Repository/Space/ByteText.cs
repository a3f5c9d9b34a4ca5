using System.Globalization;

namespace OptosAdvance.Dicom.Host;

/// <summary>Sizes for people, in binary units as watermarks have them.</summary>
internal static class ByteText
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary><c>1.5 GB</c>, <c>512 B</c>.</summary>
    public static string Of(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {s_units[unit]}");
    }
}
