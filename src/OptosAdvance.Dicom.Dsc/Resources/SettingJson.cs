using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>Reads values of settings from JSON, as the converters of the contract do, without a serializer's reflection.</summary>
internal static class SettingJson
{
    /// <exception cref="FormatException">The value is none of this setting; the message says why.</exception>
    public static object? Read(SettingMetadata setting, JsonNode? node)
    {
        if (node is null)
        {
            return setting.IsOptional ? null : throw new FormatException($"{setting.JsonName} cannot be empty.");
        }

        return setting.ValueType switch
        {
            var type when type == typeof(RemoteServices) => (object)Services(setting, node),
            var type when type == typeof(bool) => Bool(setting, node),
            var type when type == typeof(int) => (int)Integer(setting, node),
            var type when type == typeof(long) => (long)Integer(setting, node),
            var type when type == typeof(string) => Text(setting, node),
            var type when type == typeof(AETitle) => AETitle.Parse(Text(setting, node)),
            var type when type == typeof(DiskWatermark) => DiskWatermark.Parse(TextOrNumber(setting, node)),
            var type when type == typeof(Percentage) => Percentage.Parse(TextOrNumber(setting, node)),
            var type when type == typeof(Secret) => SecretOf(setting, node),
            { IsEnum: true } type => Name(setting, type, Text(setting, node)),
            var type => throw new FormatException($"{setting.JsonName} is of type {type.Name}, which cannot be read."),
        };
    }

    /// <summary>The value as it goes to the host. A secret that came wrapped goes as its text.</summary>
    public static JsonNode? Write(SettingMetadata setting, object? value, JsonNode? node) =>
        setting.IsSecret ? value is Secret secret ? JsonValue.Create(secret.Reveal()) : null : node?.DeepClone();

    private static bool Bool(SettingMetadata setting, JsonNode node) =>
        node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? node.GetValue<bool>() : throw Wrong(setting, "true or false", node);

    private static decimal Integer(SettingMetadata setting, JsonNode node)
    {
        if (node.GetValueKind() != JsonValueKind.Number || !decimal.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ||
            number != decimal.Truncate(number))
        {
            throw Wrong(setting, "a whole number", node);
        }

        var (least, most) = ((decimal)(setting.Minimum ?? int.MinValue), (decimal)(setting.Maximum ?? int.MaxValue));
        return number >= least && number <= most
            ? number
            : throw new FormatException($"{setting.JsonName} is {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}; {node} is not.");
    }

    private static string Text(SettingMetadata setting, JsonNode node) =>
        node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : throw Wrong(setting, "a text", node);

    private static string TextOrNumber(SettingMetadata setting, JsonNode node) =>
        node.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? node.ToString() : throw Wrong(setting, "a text", node);

    // DSC hands a secure parameter over as {"secureString":"…"}. The value itself must not get into a message.
    private static Secret SecretOf(SettingMetadata setting, JsonNode node)
    {
        var text = node is JsonObject wrapped ? wrapped["secureString"] : node;
        return text?.GetValueKind() == JsonValueKind.String
            ? Secret.Parse(text.GetValue<string>())
            : throw new FormatException($"{setting.JsonName} is a secret: give a text, or an object with secureString.");
    }

    private static RemoteServices Services(SettingMetadata setting, JsonNode node)
    {
        var names = node is JsonArray array ? array.Select(each => each is null ? "" : Text(setting, each)) : Text(setting, node).Split(',');
        return names.Aggregate(RemoteServices.None, (all, name) => all | (RemoteServices)Name(setting, typeof(RemoteServices), name));
    }

    private static object Name(SettingMetadata setting, Type type, string text)
    {
        var name = setting.AllowedValues.FirstOrDefault(allowed => string.Equals(allowed, text.Trim(), StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse(type, name)
            : throw new FormatException($"'{text}' is not a value of {setting.JsonName}. Choose of {string.Join(", ", setting.AllowedValues)}.");
    }

    private static FormatException Wrong(SettingMetadata setting, string expected, JsonNode node) =>
        new(setting.IsSecret ? $"{setting.JsonName} is {expected}." : $"{setting.JsonName} is {expected}; {node.ToJsonString()} is not.");
}
