using System.Globalization;
using System.Text.Json;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Reads values that have a text form.</summary>
internal static class JsonText
{
    /// <exception cref="JsonException">The token is no text or number, or its text is not valid; the message says why.</exception>
    public static T Convert<T>(ref Utf8JsonReader reader, Func<string, T> parse)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => reader.GetDecimal().ToString(CultureInfo.InvariantCulture),
            var other => throw new JsonException($"A text was expected, not {other}."),
        };
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
