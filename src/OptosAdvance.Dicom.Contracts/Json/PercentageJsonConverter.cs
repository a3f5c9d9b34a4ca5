using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>A percentage as its canonical text; a JSON number is read as percent.</summary>
internal sealed class PercentageJsonConverter : JsonConverter<Percentage>
{
    public override Percentage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Convert(ref reader, Percentage.Parse);

    public override void Write(Utf8JsonWriter writer, Percentage value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
