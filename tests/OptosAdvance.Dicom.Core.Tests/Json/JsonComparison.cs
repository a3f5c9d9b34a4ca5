using System.Globalization;
using System.Text.Json;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Compares two data sets in DICOM JSON by meaning: numbers by value whether they are strings or not, text and bytes without padding.</summary>
internal static class JsonComparison
{
    private static readonly string[] PersonNameGroups = ["Alphabetic", "Ideographic", "Phonetic"];

    public static IEnumerable<string> Differences(JsonElement ours, JsonElement theirs, string path)
    {
        foreach (string name in ours.EnumerateObject().Concat(theirs.EnumerateObject()).Select(property => property.Name).Distinct())
        {
            string place = $"{path}/{name}";
            if (!ours.TryGetProperty(name, out JsonElement mine))
            {
                yield return $"{place}: only in theirs: {Cut(theirs.GetProperty(name))}";
            }
            else if (!theirs.TryGetProperty(name, out JsonElement other))
            {
                yield return $"{place}: only in ours: {Cut(mine)}";
            }
            else
            {
                foreach (string difference in InAttribute(mine, other, place)) yield return difference;
            }
        }
    }

    private static IEnumerable<string> InAttribute(JsonElement ours, JsonElement theirs, string place)
    {
        string vr = ours.GetProperty("vr").GetString()!;
        JsonElement[] mine = Values(ours);
        JsonElement[] other = Values(theirs);
        // An empty declaration of the character set is filled in by dcmconv.
        if (place.EndsWith("/00080005", StringComparison.Ordinal) && mine.Length == 0) yield break;
        if (vr != theirs.GetProperty("vr").GetString() || mine.Length != other.Length || !Bytes(ours).AsSpan().SequenceEqual(Bytes(theirs)))
        {
            yield return $"{place}: {Cut(ours)} against {Cut(theirs)}";
            yield break;
        }
        for (int i = 0; i < mine.Length; i++)
        {
            if (vr == "SQ")
            {
                foreach (string difference in Differences(mine[i], other[i], $"{place}/{i + 1}")) yield return difference;
            }
            else if (!Same(mine[i], other[i], vr))
            {
                yield return $"{place}: {Cut(ours)} against {Cut(theirs)}";
            }
        }
    }

    private static JsonElement[] Values(JsonElement attribute) => attribute.TryGetProperty("Value", out JsonElement values) ? [.. values.EnumerateArray()] : [];

    private static byte[] Bytes(JsonElement attribute)
    {
        byte[] bytes = attribute.TryGetProperty("InlineBinary", out JsonElement binary) ? binary.GetBytesFromBase64() : [];
        return bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];
    }

    private static bool Same(JsonElement ours, JsonElement theirs, string vr)
    {
        if (vr == "PN" && ours.ValueKind == JsonValueKind.Object && theirs.ValueKind == JsonValueKind.Object)
        {
            return PersonNameGroups.All(group => Group(ours, group) == Group(theirs, group));
        }
        return Number(ours) is { } mine && Number(theirs) is { } other
            ? mine == other || (vr == "FL" && (float)mine == (float)other) || Math.Abs(mine - other) <= 1e-14 * Math.Abs(mine)
            : Text(ours) == Text(theirs);
    }

    private static string Group(JsonElement name, string group) => name.TryGetProperty(group, out JsonElement value) ? value.GetString()!.Trim() : "";

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => null,
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();

    private static string Cut(JsonElement value) => value.GetRawText() is { Length: > 160 } text ? text[..160] : value.GetRawText();
}
