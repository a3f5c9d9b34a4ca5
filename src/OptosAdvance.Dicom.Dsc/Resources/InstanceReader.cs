using System.Text.Json;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>Reads what DSC hands over: an object of properties. Every error is found, not only the first.</summary>
internal static class InstanceReader
{
    /// <summary>Properties of DSC itself that a resource may be handed and that mean nothing here.</summary>
    private static readonly string[] Passed = [Canonical.InDesiredState, Canonical.Name, Canonical.Metadata, Canonical.RestartRequired, Canonical.SecurityContext];

    /// <summary>The JSON of the input; null when there is none.</summary>
    /// <exception cref="DscException">It is no JSON.</exception>
    public static JsonNode? Parse(byte[] input)
    {
        var text = input.AsSpan();
        if (text.TrimStart("\uFEFF"u8).Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text.TrimStart("\uFEFF"u8), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new DscException(ExitCodes.InvalidInput, $"The input is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
        }
    }

    /// <summary>Reads one instance.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="input">The JSON; null for an object without properties.</param>
    /// <param name="needsKey">Whether the key has to be given.</param>
    /// <exception cref="DscException">The input does not describe an instance; the message has every error.</exception>
    public static DesiredState Read(ResourceType type, JsonNode? input, bool needsKey)
    {
        var given = (input ?? new JsonObject()) as JsonObject ??
            throw new DscException(ExitCodes.InvalidInput, "The input has to be one JSON object: the properties of the resource.");
        var values = new Dictionary<SettingMetadata, object?>();
        var properties = new JsonObject();
        var errors = new List<string>();
        var exist = true;
        string? key = null;
        foreach (var (name, node) in given)
        {
            try
            {
                if (name == Canonical.Exist)
                {
                    exist = Exist(type, node);
                }
                else if (!Passed.Contains(name))
                {
                    var setting = type.Find(name) ?? throw new FormatException(
                        $"'{name}' is not a property of {type.Name}. Its properties are {string.Join(", ", type.Settings.Select(each => each.JsonName))}.");
                    var value = SettingJson.Read(setting, node);
                    value = type.Normalize is { } normalize ? normalize(setting, value) : value;
                    if (setting.JsonName == type.Key)
                    {
                        key = ((string?)value)?.Trim();
                    }
                    else if (!setting.IsReadOnly)
                    {
                        values[setting] = value;
                        properties[setting.JsonName] = SettingJson.Write(setting, value, node);
                    }
                }
            }
            catch (FormatException e)
            {
                errors.Add(e.Message);
            }
        }

        if (needsKey && type.Key is not null && string.IsNullOrEmpty(key))
        {
            errors.Insert(0, $"{type.Key} is missing: it says which {type.ShortName} is meant.");
        }

        return errors.Count == 0
            ? new DesiredState { Exist = exist, Key = key, Values = values, Properties = properties }
            : throw new DscException(ExitCodes.InvalidInput, string.Join(" ", errors));
    }

    private static bool Exist(ResourceType type, JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False when type.Key is not null => false,
        JsonValueKind.False => throw new FormatException($"{type.Name} always exists; _exist cannot be false."),
        _ => throw new FormatException("_exist is true or false."),
    };
}
