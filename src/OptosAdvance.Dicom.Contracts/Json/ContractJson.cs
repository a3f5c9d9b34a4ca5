using System.Text.Encodings.Web;
using System.Text.Json;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>How the types of this assembly are written as JSON: camelCase names, enums by name, values by their text.</summary>
public static class ContractJson
{
    /// <summary>Options for compact JSON; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    /// <summary>Options for JSON that people read; read-only.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Sets up <paramref name="options"/> that somebody else owns, such as a formatter.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        // Converters given here win over attributes of types, and the first that fits wins.
        options.Converters.Add(new RemoteServicesJsonConverter());
        options.Converters.Add(new EnumJsonConverterFactory());
    }

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions { WriteIndented = indented };
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
