using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace OptosAdvance.Dicom.Console;

/// <summary>
/// One entry of a <c>-Property</c> parameter: a name, a wildcard, a script block, or a hashtable with Name/Label and Expression.
/// </summary>
internal sealed class ObjectProperty
{
    private ObjectProperty(PSPropertyExpression expression, string? label, bool? descending)
    {
        Expression = expression;
        Label = label;
        Descending = descending;
    }

    public PSPropertyExpression Expression { get; }

    /// <summary>The name given to a calculated property.</summary>
    public string? Label { get; }

    /// <summary>The order that the hashtable asks for; null when it says nothing.</summary>
    public bool? Descending { get; }

    public static IReadOnlyList<ObjectProperty> Parse(object[]? properties) =>
        [.. (properties ?? []).Select(property => Parse(property is PSObject wrapped ? wrapped.BaseObject : property))];

    /// <summary>The first value of the property, null when the object has none.</summary>
    public object? Value(PSObject? target)
    {
        if (target is null)
        {
            return null;
        }

        var values = Expression.GetValues(target, expand: true, eatExceptions: true);
        return values.Count > 0 ? values[0].Result : null;
    }

    private static ObjectProperty Parse(object property) => property switch
    {
        ScriptBlock script => new ObjectProperty(new PSPropertyExpression(script), null, null),
        IDictionary table => FromTable(table),
        _ => new ObjectProperty(new PSPropertyExpression(LanguagePrimitives.ConvertTo<string>(property)), null, null),
    };

    private static ObjectProperty FromTable(IDictionary table)
    {
        PSPropertyExpression? expression = null;
        string? label = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            var key = entry.Key.ToString() ?? "";
            var value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            if (IsPrefixOf(key, "name") || IsPrefixOf(key, "label"))
            {
                label = value?.ToString();
            }
            else if (IsPrefixOf(key, "expression"))
            {
                expression = value is ScriptBlock script
                    ? new PSPropertyExpression(script)
                    : new PSPropertyExpression(value?.ToString() ?? "");
            }
            else if (IsPrefixOf(key, "descending"))
            {
                descending = LanguagePrimitives.IsTrue(value);
            }
            else if (IsPrefixOf(key, "ascending"))
            {
                descending = !LanguagePrimitives.IsTrue(value);
            }
            else
            {
                throw new PSArgumentException($"The key '{key}' is not valid in a calculated property; use Name and Expression.");
            }
        }

        return new ObjectProperty(
            expression ?? throw new PSArgumentException("A calculated property needs the key Expression."), label, descending);
    }

    private static bool IsPrefixOf(string key, string name) =>
        key.Length > 0 && name.StartsWith(key, StringComparison.OrdinalIgnoreCase);
}
