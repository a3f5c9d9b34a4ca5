using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>JSON Schema (draft 2020-12) of settings records.</summary>
public static class SettingsSchema
{
    private const string AETitlePattern = @"^ *[!-\[\]-~]([ -\[\]-~]{0,14}[!-\[\]-~])? *$";
    private const string WatermarkPattern = @"^\s*[0-9]+(\.[0-9]+)?\s*(%|[Bb]|[KkMmGgTtPp]([Ii]?[Bb])?)\s*$";
    private const string PercentagePattern = @"^\s*[0-9]+(\.[0-9]+)?\s*%?\s*$";

    /// <summary>A schema of an object with any of the settings of <typeparamref name="T"/>.</summary>
    public static JsonObject For<T>()
        where T : class, new() => For(typeof(T));

    /// <summary>A schema of an object with any of the settings of a type.</summary>
    /// <param name="settingsType">A settings record.</param>
    public static JsonObject For(Type settingsType)
    {
        var properties = new JsonObject();
        foreach (var setting in SettingsMetadata.Of(settingsType))
        {
            properties[setting.JsonName] = Property(setting);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = settingsType.Name,
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JsonObject Property(SettingMetadata setting)
    {
        var schema = OfType(setting);
        if (setting.IsOptional)
        {
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }

        schema["title"] = setting.Name;
        schema["description"] = setting.Unit is null ? setting.Description : $"{setting.Description} Unit: {setting.Unit}.";
        if (setting.IsReadOnly)
        {
            schema["readOnly"] = true;
        }
        else if (setting.Default is not null && !setting.IsSecret)
        {
            schema["default"] = DefaultValue(setting);
        }

        if (setting.IsSecret)
        {
            schema["writeOnly"] = true;
        }

        return schema;
    }

    private static JsonObject OfType(SettingMetadata setting)
    {
        var type = setting.ValueType;
        if (type == typeof(RemoteServices))
        {
            return new JsonObject
            {
                ["type"] = "array",
                ["uniqueItems"] = true,
                ["items"] = new JsonObject { ["type"] = "string", ["enum"] = Names(setting.AllowedValues.Where(name => name != nameof(RemoteServices.None))) },
            };
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = Names(setting.AllowedValues) };
        }

        if (type == typeof(bool))
        {
            return new JsonObject { ["type"] = "boolean" };
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return Range(new JsonObject { ["type"] = "integer" }, setting);
        }

        if (type == typeof(DiskWatermark))
        {
            return new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "string", ["pattern"] = WatermarkPattern },
                    new JsonObject { ["type"] = "integer", ["minimum"] = DiskWatermark.SmallestBareNumber }),
            };
        }

        return type == typeof(AETitle) ? new JsonObject { ["type"] = "string", ["pattern"] = AETitlePattern }
            : type == typeof(Percentage) ? new JsonObject { ["type"] = new JsonArray("string", "number"), ["pattern"] = PercentagePattern, ["minimum"] = 0, ["maximum"] = 100 }
            : new JsonObject { ["type"] = "string" };
    }

    private static JsonObject Range(JsonObject schema, SettingMetadata setting)
    {
        if (setting.Minimum is { } minimum)
        {
            schema["minimum"] = (long)minimum;
        }

        if (setting.Maximum is { } maximum)
        {
            schema["maximum"] = (long)maximum;
        }

        return schema;
    }

    private static JsonNode? DefaultValue(SettingMetadata setting) =>
        System.Text.Json.JsonSerializer.SerializeToNode(
            setting.Property.GetValue(Activator.CreateInstance(setting.Property.DeclaringType!)), setting.Property.PropertyType, ContractJson.Options);

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode?)JsonValue.Create(name))]);
}
