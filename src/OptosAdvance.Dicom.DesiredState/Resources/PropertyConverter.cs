using System.Globalization;
using System.Text.Json;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Makes the value of a setting of a value of a document, as strictly as the resources' schemas.</summary>
internal static class PropertyConverter
{
    /// <summary>Converts.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="node">Its value, evaluated.</param>
    /// <param name="problem">What is wrong; null when all is well.</param>
    public static object? Convert(SettingMetadata setting, DocumentNode node, out string? problem)
    {
        problem = null;
        if (node is ScalarNode { Value: null })
        {
            problem = setting.IsOptional ? null : $"{setting.JsonName} must have a value, such as {setting.Example}.";
            return null;
        }

        if (node.IsSecret && !setting.IsSecret)
        {
            problem = $"{setting.JsonName} is shown and logged; a secret must not go into it.";
            return null;
        }

        problem = CheckKind(setting, node);
        if (problem is not null)
        {
            return null;
        }

        try
        {
            var value = JsonSerializer.Deserialize(NodeJson.Write(node), setting.ValueType, ContractJson.Options);
            problem = CheckRange(setting, value);
            return value;
        }
        catch (JsonException e)
        {
            problem = $"{setting.JsonName}: {FirstSentence(e.Message)}";
            return null;
        }
    }

    private static string? CheckKind(SettingMetadata setting, DocumentNode node)
    {
        var type = setting.ValueType;
        var scalar = node as ScalarNode;
        var (fits, expected) =
            type == typeof(bool) ? (scalar?.Value is bool, "true or false")
            : type == typeof(int) || type == typeof(long) ? (scalar?.Value is long, "a whole number")
            : type == typeof(RemoteServices) ? (node is ListNode list && list.Items.All(item => item is ScalarNode { Value: string }), "an array of names of services")
            : type == typeof(DiskWatermark) || type == typeof(Percentage) ? (scalar?.Value is string or long or double, "a text such as " + setting.Example)
            : (scalar?.Value is string, "a text");
        if (fits)
        {
            return null;
        }

        var hint = (expected, scalar?.Value) switch
        {
            ("a text", not null) => "; put it in quotes",
            ("true or false", string text) when bool.TryParse(text, out _) => "; take its quotes away",
            ("a whole number", string text) when long.TryParse(text, out _) => "; take its quotes away",
            _ => "",
        };
        return $"{setting.JsonName} is {expected}; this is {node.Kind}{hint}.";
    }

    private static string? CheckRange(SettingMetadata setting, object? value)
    {
        if (value is not IConvertible || value is string or bool or Enum)
        {
            return null;
        }

        var number = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number < setting.Minimum || number > setting.Maximum
            ? string.Format(
                CultureInfo.InvariantCulture, "{0} is {1}; it must be {2:0} to {3:0}{4}.",
                setting.JsonName, value, setting.Minimum, setting.Maximum, setting.Unit is null ? "" : " " + setting.Unit)
            : null;
    }

    /// <summary>The serializer repeats path and line at the end of its message.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message.Substring(0, end);
    }
}
