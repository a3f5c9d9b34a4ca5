using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>A matching key for dates with times (DT): one value or a range (PS3.4 C.2.2.2.5). Both ends belong to it.</summary>
/// <param name="From">The beginning, or null when it is open.</param>
/// <param name="To">The end, or null when it is open.</param>
public readonly record struct DicomDateTimeRange(DicomDateTime? From, DicomDateTime? To)
{
    /// <summary>Reads a key: "20200101", "20200101-", "-20200101" or "20200101-20200101".</summary>
    /// <param name="text">The key.</param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DicomDateTimeRange Parse(string text) =>
        TryParse(text, out DicomDateTimeRange range) ? range : throw new FormatException($"'{text}' is neither a DICOM date and time nor a range of them.");

    /// <summary>Reads a key as <see cref="Parse"/> does. A hyphen that can begin an offset from UTC (-1200 to -0000) begins one. A range that ends before it begins is read as it stands; nothing matches it.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="range">The range.</param>
    /// <returns>False when the text is not a key.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomDateTimeRange range)
    {
        range = default;
        if (DicomDateTime.TryParse(text, out DicomDateTime single))
        {
            range = new DicomDateTimeRange(single, single);
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
            DicomDateTime from = default;
            DicomDateTime to = default;
            if (left.Length + right.Length > 0
                && (left.Length == 0 || DicomDateTime.TryParse(left, out from))
                && (right.Length == 0 || DicomDateTime.TryParse(right, out to)))
            {
                range = new DicomDateTimeRange(left.Length == 0 ? null : from, right.Length == 0 ? null : to);
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a moment matches. Ends last as long as their precision says: "2020-2021" ends with the year 2021.</summary>
    /// <param name="value">The moment.</param>
    /// <param name="defaultOffset">The offset from UTC where none is given.</param>
    public bool Contains(DicomDateTime value, TimeSpan defaultOffset)
    {
        DateTimeOffset moment = value.ToEarliest(defaultOffset);
        return (From is not { } from || moment >= from.ToEarliest(defaultOffset)) && (To is not { } to || moment <= to.ToLatest(defaultOffset));
    }

    /// <summary>The key as DICOM writes it.</summary>
    public override string ToString() => From == To ? $"{From}" : $"{From}-{To}";
}
