using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>A matching key for dates (DA): one value or a range (PS3.4 C.2.2.2.5). Both ends belong to it.</summary>
/// <param name="From">The beginning, or null when it is open.</param>
/// <param name="To">The end, or null when it is open.</param>
public readonly record struct DicomDateRange(DicomDate? From, DicomDate? To)
{
    /// <summary>Reads a key: "20200101", "20200101-", "-20200101" or "20200101-20200101".</summary>
    /// <param name="text">The key.</param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DicomDateRange Parse(string text) =>
        TryParse(text, out DicomDateRange range) ? range : throw new FormatException($"'{text}' is neither a DICOM date nor a range of them.");

    /// <summary>Reads a key as <see cref="Parse"/> does. A range that ends before it begins is read as it stands; nothing matches it.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="range">The range.</param>
    /// <returns>False when the text is not a key.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomDateRange range)
    {
        range = default;
        if (DicomDate.TryParse(text, out DicomDate single))
        {
            range = new DicomDateRange(single, single);
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
            DicomDate from = default;
            DicomDate to = default;
            if (left.Length + right.Length > 0
                && (left.Length == 0 || DicomDate.TryParse(left, out from))
                && (right.Length == 0 || DicomDate.TryParse(right, out to)))
            {
                range = new DicomDateRange(left.Length == 0 ? null : from, right.Length == 0 ? null : to);
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a day matches.</summary>
    /// <param name="date">The day.</param>
    public bool Contains(DicomDate date) => (From is not { } from || date >= from) && (To is not { } to || date <= to);

    /// <summary>The key as DICOM writes it.</summary>
    public override string ToString() => From == To ? $"{From}" : $"{From}-{To}";
}
