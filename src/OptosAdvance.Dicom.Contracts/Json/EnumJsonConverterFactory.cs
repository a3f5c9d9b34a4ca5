using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Enumerations by name, read without regard to case; another name is refused with those that there are.</summary>
internal sealed class EnumJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;

#pragma warning disable CA1812 // Made by reflection above.
    private sealed class EnumConverter<T> : JsonConverter<T>
        where T : struct, Enum
#pragma warning restore CA1812
    {
        private static readonly Dictionary<string, T> ByName =
            ((T[])Enum.GetValues(typeof(T))).ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : reader.TokenType.ToString();
            return reader.TokenType == JsonTokenType.String && ByName.TryGetValue(text.Trim(), out var value)
                ? value
                : throw new JsonException($"'{text}' is not a {typeof(T).Name}. Choose of {string.Join(", ", ByName.Keys)}.");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
