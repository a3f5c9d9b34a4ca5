using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>An AE title as a JSON string.</summary>
internal sealed class AETitleJsonConverter : JsonConverter<AETitle>
{
    public override AETitle Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Convert(ref reader, AETitle.Parse);

    public override void Write(Utf8JsonWriter writer, AETitle value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
