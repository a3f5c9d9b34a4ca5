using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>A matching key for times of day (TM): one value or a range (PS3.4 C.2.2.2.5). Both ends belong to it.</summary>
/// <param name="From">The beginning, or null when it is open.</param>
/// <param name="To">The end, or null when it is open.</param>
public readonly record struct DicomTimeRange(DicomTime? From, DicomTime? To)
{
    /// <summary>Reads a key: "1030", "1030-", "-1030" or "1030-1030".</summary>
    /// <param name="text">The key.</param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DicomTimeRange Parse(string text) =>
        TryParse(text, out DicomTimeRange range) ? range : throw new FormatException($"'{text}' is neither a DICOM time nor a range of them.");

    /// <summary>Reads a key as <see cref="Parse"/> does. A range that ends before it begins is read as it stands; nothing matches it.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="range">The range.</param>
    /// <returns>False when the text is not a key.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomTimeRange range)
    {
        range = default;
        if (DicomTime.TryParse(text, out DicomTime single))
        {
            range = new DicomTimeRange(single, single);
            return true;
        }
        if (text is null)
        {
            return false;
        }
        for (int hyphen = text.IndexOf('-', StringComparison.Ordinal); hyphen >= 0; hyphen = text.IndexOf('-', hyphen + 1))
        {
            string left = text[..hyphen].Trim(' ', '\0');
            string right = text[(hyphen + 1)..].Trim(' ', '\0');
            DicomTime from = default;
            DicomTime to = default;
            if (left.Length + right.Length > 0
                && (left.Length == 0 || DicomTime.TryParse(left, out from))
                && (right.Length == 0 || DicomTime.TryParse(right, out to)))
            {
                range = new DicomTimeRange(left.Length == 0 ? null : from, right.Length == 0 ? null : to);
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a time matches. Ends last as long as their precision says: "10-11" ends at 11:59:59.999999.</summary>
    /// <param name="time">The time.</param>
    public bool Contains(DicomTime time) =>
        (From is not { } from || time.Earliest >= from.Earliest) && (To is not { } to || time.Earliest <= to.Latest);

    /// <summary>The key as DICOM writes it.</summary>
    public override string ToString() => From == To ? $"{From}" : $"{From}-{To}";
}
