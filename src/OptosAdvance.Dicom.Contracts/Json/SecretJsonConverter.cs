using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// A secret as its text: on the way to the host it has to be there. The host hides secrets before it gives anything out,
/// and encrypts them before it stores them.
/// </summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Convert(ref reader, Secret.Parse);

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
