using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

internal sealed class DicomAttributeSetJsonConverter : JsonConverter<DicomAttributeSet>
{
    public override DicomAttributeSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<EquatableList<DicomAttribute>>(ref reader, options)!);

    public override void Write(Utf8JsonWriter writer, DicomAttributeSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var attribute in value)
        {
            JsonSerializer.Serialize(writer, attribute, options);
        }

        writer.WriteEndArray();
    }
}
