using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary><see cref="Partial{T}"/> as a JSON object of the given properties.</summary>
internal sealed class PartialJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Partial<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(PartialConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

#pragma warning disable CA1812 // Made by reflection above.
    private sealed class PartialConverter<T> : JsonConverter<Partial<T>>
        where T : class, new()
#pragma warning restore CA1812
    {
        public override Partial<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException($"An object with properties of {typeof(T).Name} was expected.");
            }

            var partial = new Partial<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                try
                {
                    var property = SettingsType<T>.Property(name);
                    if (partial.IsGiven(property.Name))
                    {
                        throw new JsonException($"{property.Name} is given twice.");
                    }

                    partial = partial.With(property.Name, JsonSerializer.Deserialize(ref reader, property.PropertyType, options));
                }
                catch (ArgumentException e)
                {
                    throw new JsonException(e.Message, e);
                }
            }

            return partial;
        }

        public override void Write(Utf8JsonWriter writer, Partial<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var property in SettingsType<T>.Properties.Where(property => value.IsGiven(property.Name)))
            {
                writer.WritePropertyName(options.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name);
                JsonSerializer.Serialize(writer, value.Get(property.Name), property.PropertyType, options);
            }

            writer.WriteEndObject();
        }
    }
}
