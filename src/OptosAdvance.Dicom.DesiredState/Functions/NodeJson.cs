using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Values as JSON.</summary>
internal static class NodeJson
{
    public static string Write(DocumentNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, DocumentNode node)
    {
        switch (node)
        {
            case MapNode map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode { Value: bool flag }:
                writer.WriteBooleanValue(flag);
                break;
            case ScalarNode { Value: long number }:
                writer.WriteNumberValue(number);
                break;
            case ScalarNode { Value: double number }:
                writer.WriteNumberValue(number);
                break;
            case ScalarNode { Value: string text }:
                writer.WriteStringValue(text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
