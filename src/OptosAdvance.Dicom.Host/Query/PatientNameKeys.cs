namespace OptosAdvance.Dicom.Host;

/// <summary>
/// A name as the keys that find it in any component group (PS3.5 6.2.1). Peers compare the whole value, of which the ideographic and phonetic groups are
/// the second and third part; who types a name in Kanji or Kana means these.
/// </summary>
internal static class PatientNameKeys
{
    public static IReadOnlyList<string?> Of(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Contains('=', StringComparison.Ordinal) || !name.Any(IsEastAsian))
        {
            return [name];
        }

        var text = name.TrimEnd('*');
        return [name, $"*={text}*", $"*=*={text}*"];
    }

    private static bool IsEastAsian(char c) => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uFF66' and <= '\uFF9F');
}
