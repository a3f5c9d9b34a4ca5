using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>A watermark as its canonical text; a JSON number is read as PowerShell's bare number is.</summary>
internal sealed class DiskWatermarkJsonConverter : JsonConverter<DiskWatermark>
{
    public override DiskWatermark Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Convert(ref reader, DiskWatermark.Parse);

    public override void Write(Utf8JsonWriter writer, DiskWatermark value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
