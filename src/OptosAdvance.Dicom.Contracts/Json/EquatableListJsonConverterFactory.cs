using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary><see cref="EquatableList{T}"/> as a JSON array; null is read as the empty list.</summary>
internal sealed class EquatableListJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(EquatableList<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ListConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

#pragma warning disable CA1812 // Made by reflection above.
    private sealed class ListConverter<T> : JsonConverter<EquatableList<T>>
#pragma warning restore CA1812
    {
        public override bool HandleNull => true;

        public override EquatableList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T[]>(ref reader, options) is { Length: > 0 } items
                ? new EquatableList<T>(items)
                : EquatableList<T>.Empty;

        public override void Write(Utf8JsonWriter writer, EquatableList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value ?? EquatableList<T>.Empty)
            {
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndArray();
        }
    }
}
