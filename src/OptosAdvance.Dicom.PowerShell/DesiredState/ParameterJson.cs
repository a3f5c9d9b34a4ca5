using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Values of a hash table as JSON, for parameters of documents.</summary>
internal static class ParameterJson
{
    private const int DeepestValue = 32;

    public static EquatableList<ParameterValue> Read(IDictionary? parameters) => parameters is null
        ? EquatableList<ParameterValue>.Empty
        : parameters.Cast<DictionaryEntry>()
            .Select(entry => new ParameterValue(entry.Key.ToString()!, Node(entry.Value, 0)?.ToJsonString(ContractJson.Options) ?? "null"))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ToEquatableList();

    private static JsonNode? Node(object? value, int depth) => depth > DeepestValue
        ? throw new ArgumentException($"A parameter is more than {DeepestValue} deep.")
        : value switch
        {
            null => null,
            PSObject { BaseObject: PSCustomObject } custom => Object(custom.Properties.Select(property => (property.Name, (object?)property.Value)), depth),
            PSObject wrapped => Node(wrapped.BaseObject, depth),
            SecureString text => JsonValue.Create(new NetworkCredential("", text).Password),
            Secret secret => JsonValue.Create(secret.Reveal()),
            SwitchParameter flag => JsonValue.Create(flag.IsPresent),
            bool flag => JsonValue.Create(flag),
            string text => JsonValue.Create(text),
            sbyte or byte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            ulong or float or double or decimal => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            IDictionary map => Object(map.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, (object?)entry.Value)), depth),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => Node(item, depth + 1))]),
            _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
        };

    private static JsonObject Object(IEnumerable<(string Name, object? Value)> properties, int depth)
    {
        var result = new JsonObject();
        foreach (var (name, value) in properties)
        {
            result[name] = Node(value, depth + 1);
        }

        return result;
    }
}
