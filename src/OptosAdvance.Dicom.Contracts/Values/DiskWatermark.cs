using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// An amount of free disk space: a percentage of the volume, or a size in bytes. Units are binary, as in PowerShell:
/// <c>20GB</c> and <c>20GiB</c> are both 20 × 2^30 bytes. Equal by meaning: <c>5%</c> is <c>5.0 %</c>, <c>1GB</c> is <c>1024MB</c>.
/// </summary>
[TypeConverter(typeof(DiskWatermarkTypeConverter))]
[JsonConverter(typeof(DiskWatermarkJsonConverter))]
public sealed record DiskWatermark
{
    /// <summary>Bare numbers from this one up are taken as bytes; smaller ones are refused: 1 MiB.</summary>
    public const long SmallestBareNumber = 1L << 20;

    private static readonly (string Name, int Shift)[] Units = [("PB", 50), ("TB", 40), ("GB", 30), ("MB", 20), ("KB", 10)];

    private DiskWatermark(decimal? percent, long? bytes)
    {
        Percent = percent;
        Bytes = bytes;
    }

    /// <summary>Percent of the volume, 0 to 100; null when a size is given.</summary>
    public decimal? Percent { get; }

    /// <summary>Size in bytes, not negative; null when a percentage is given.</summary>
    public long? Bytes { get; }

    /// <summary>Whether this is a percentage of the volume.</summary>
    public bool IsPercent => Percent is not null;

    /// <summary>A percentage of the volume.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 100.</exception>
    public static DiskWatermark FromPercent(decimal percent) => percent is >= 0 and <= 100
        ? new DiskWatermark(percent, null)
        : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentage is 0% to 100%.");

    /// <summary>A size in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static DiskWatermark FromBytes(long bytes) => bytes >= 0
        ? new DiskWatermark(null, bytes)
        : throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "A size is not negative.");

    /// <summary>
    /// A number without a unit, as PowerShell hands over <c>20GB</c>: bytes from <see cref="SmallestBareNumber"/> up.
    /// </summary>
    /// <exception cref="FormatException">Smaller: whether percent or bytes are meant is not guessed.</exception>
    public static DiskWatermark FromNumber(decimal number) =>
        TryFromNumber(number, out var watermark, out var problem) ? watermark : throw new FormatException(problem);

    /// <summary>Reads <c>5%</c>, <c>5 %</c>, <c>20GB</c>, <c>20 GiB</c>, <c>512MB</c>, <c>1048576B</c>.</summary>
    /// <exception cref="FormatException">The text is none of those; the message says what is expected.</exception>
    public static DiskWatermark Parse(string text) =>
        TryParse(text, out var watermark, out var problem) ? watermark : throw new FormatException(problem);

    /// <summary>Reads a watermark; <paramref name="problem"/> says what is wrong.</summary>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DiskWatermark? watermark,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        watermark = null;
        var trimmed = text?.Trim() ?? "";
        var end = trimmed.Length;
        while (end > 0 && (char.IsLetter(trimmed[end - 1]) || trimmed[end - 1] == '%'))
        {
            end--;
        }

        var unit = trimmed.Substring(end).ToUpperInvariant();
        if (!decimal.TryParse(
                trimmed.Substring(0, end).TrimEnd(),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number))
        {
            problem = $"'{trimmed}' is not an amount of disk space. Give a percentage of the volume (5%) or a size (20GB).";
            return false;
        }

        if (unit.Length == 0)
        {
            return TryFromNumber(number, out watermark, out problem);
        }

        if (unit == "%")
        {
            watermark = number is >= 0 and <= 100 ? new DiskWatermark(number, null) : null;
            problem = watermark is null ? $"A percentage is 0% to 100%; '{trimmed}' is not." : null;
            return watermark is not null;
        }

        return TryFromSize(trimmed, number, unit, out watermark, out problem);
    }

    /// <summary>Bytes that this amounts to on a volume.</summary>
    /// <param name="totalBytes">Size of the volume in bytes, not negative.</param>
    /// <returns>Bytes; a size is returned as it is, even when it exceeds the volume.</returns>
    public long ResolveBytes(long totalBytes) => Bytes ?? (long)Math.Floor(totalBytes * (Percent ?? 0) / 100m);

    /// <summary>The canonical text: <c>5%</c>, <c>20GB</c>, <c>1536MB</c>, <c>1000B</c>.</summary>
    public override string ToString()
    {
        if (Percent is { } percent)
        {
            return percent.ToString("0.############################", CultureInfo.InvariantCulture) + "%";
        }

        var bytes = Bytes ?? 0;
        var (name, shift) = Units.FirstOrDefault(unit => bytes != 0 && bytes % (1L << unit.Shift) == 0);
        return (bytes >> shift).ToString(CultureInfo.InvariantCulture) + (name ?? "B");
    }

    private static bool TryFromSize(
        string text,
        decimal number,
        string unit,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DiskWatermark? watermark,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        watermark = null;
        var index = Array.FindIndex(Units, u => u.Name == unit || u.Name.Insert(1, "I") == unit || u.Name.Substring(0, 1) == unit);
        if (index < 0 && unit is not ("B" or "BYTE" or "BYTES"))
        {
            problem = $"'{unit}' in '{text}' is not a unit. Use %, B, KB, MB, GB, TB or PB.";
            return false;
        }

        var shift = index < 0 ? 0 : Units[index].Shift;
        if (number < 0 || number > (decimal)long.MaxValue / (1L << shift))
        {
            problem = $"The size '{text}' is negative or too large.";
            return false;
        }

        watermark = new DiskWatermark(null, (long)(number * (1L << shift)));
        problem = null;
        return true;
    }

    private static bool TryFromNumber(
        decimal number,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DiskWatermark? watermark,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        watermark = number is >= SmallestBareNumber and <= long.MaxValue ? new DiskWatermark(null, (long)number) : null;
        problem = watermark is null
            ? $"'{text}' could be percent or a size. Say which: '{text}%' of the volume, or a size such as '{text}GB'."
            : null;
        return watermark is not null;
    }
}
