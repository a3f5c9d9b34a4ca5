using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary><see cref="RemoteServices"/> as an array of names; a single text with names separated by commas is read too.</summary>
internal sealed class RemoteServicesJsonConverter : JsonConverter<RemoteServices>
{
    public override RemoteServices Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!.Split(',').Aggregate(RemoteServices.None, (all, name) => all | ParseName(name));
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array of service names was expected.");
        }

        var services = RemoteServices.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            services |= reader.TokenType == JsonTokenType.String
                ? ParseName(reader.GetString()!)
                : throw new JsonException("The name of a service was expected.");
        }

        return services;
    }

    public override void Write(Utf8JsonWriter writer, RemoteServices value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var service in All.Where(service => (value & service) != 0))
        {
            writer.WriteStringValue(service.ToString());
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<RemoteServices> All =>
        Enum.GetValues(typeof(RemoteServices)).Cast<RemoteServices>().Where(service => service != RemoteServices.None);

    private static RemoteServices ParseName(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length > 0 && !char.IsDigit(trimmed[0]) && trimmed[0] is not ('-' or '+') &&
               Enum.TryParse<RemoteServices>(trimmed, ignoreCase: true, out var service)
            ? service
            : throw new JsonException($"'{trimmed}' is not a service. Services are {string.Join(", ", All)}.");
    }
}
