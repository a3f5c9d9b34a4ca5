using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>One JSON value on a line, as DSC reads it.</summary>
internal static class JsonLine
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes the value and a line feed; UTF-8 without a mark.</summary>
    public static void Write(Stream output, JsonNode value)
    {
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Encoder }))
        {
            value.WriteTo(writer);
        }

        output.WriteByte((byte)'\n');
    }
}
