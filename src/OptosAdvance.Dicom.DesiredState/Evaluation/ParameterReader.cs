using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Declared parameters, their values and what these may be.</summary>
internal sealed class ParameterReader(DocumentErrors errors, ExpressionEvaluator evaluator)
{
    private static readonly string[] Types = ["string", "secureString", "int", "bool", "object", "secureObject", "array"];
    private static readonly string[] Keys =
        ["type", "defaultValue", "allowedValues", "minLength", "maxLength", "minValue", "maxValue", "description", "metadata"];

    /// <summary>Values that were given: those of the file, and over them those that were given one by one.</summary>
    public Dictionary<string, DocumentNode> ReadGiven(DocumentSource source)
    {
        var given = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        if (source.ParametersText is not null && DocumentReader.Read(source.ParametersText, source.ParametersPath ?? "parameters", errors) is { } file)
        {
            AddFile(file, given);
        }

        foreach (var parameter in source.Parameters)
        {
            var position = new DocumentPosition("parameter " + parameter.Name, 1, 1);
            if (DocumentReader.Read("{\"value\":" + parameter.Json + "}", position.File, errors) is MapNode map && map.Find("value") is { } value)
            {
                given[parameter.Name] = value.Value;
            }
        }

        return given;
    }

    /// <summary>Adds the parameters of a file: <c>parameters: {name: value}</c>; the form of ARM, with <c>value</c> inside, is understood.</summary>
    public void AddFile(DocumentNode file, Dictionary<string, DocumentNode> given)
    {
        if (file is not MapNode root || root.Find("parameters")?.Value is not MapNode parameters)
        {
            errors.Add(file.Position, "A parameters file is an object with 'parameters', an object of names and values.");
            return;
        }

        foreach (var entry in parameters.Entries)
        {
            given[entry.Key] = entry.Value is MapNode { Entries.Count: 1 } map && map.Find("value") is { } value ? value.Value : entry.Value;
        }
    }

    /// <summary>Gives every declared parameter its value in the scope.</summary>
    public void Declare(MapNode? declared, IReadOnlyDictionary<string, DocumentNode> given, EvaluationScope scope)
    {
        var names = declared?.Entries.Select(entry => entry.Key).ToList() ?? [];
        foreach (var extra in given.Where(pair => !names.Contains(pair.Key)))
        {
            errors.Add(extra.Value.Position, $"The document has no parameter '{extra.Key}'{Suggestion.For(extra.Key, names)}.");
        }

        foreach (var entry in declared?.Entries ?? [])
        {
            scope.SetParameter(entry.Key, Value(entry, given.TryGetValue(entry.Key, out var value) ? value : null, scope));
        }
    }

    private DocumentNode? Value(MapEntry parameter, DocumentNode? given, EvaluationScope scope)
    {
        if (parameter.Value is not MapNode declaration)
        {
            errors.Add(parameter.Position, $"Parameter '{parameter.Key}' is an object with at least a type.");
            return null;
        }

        foreach (var key in declaration.Entries.Where(entry => !Keys.Contains(entry.Key)))
        {
            errors.Add(key.Position, $"A parameter has no '{key.Key}'{Suggestion.For(key.Key, Keys)}.");
        }

        var typeNode = declaration.Find("type");
        var type = Types.FirstOrDefault(each => string.Equals(each, (typeNode?.Value as ScalarNode)?.Text, StringComparison.OrdinalIgnoreCase));
        if (type is null)
        {
            errors.Add(typeNode?.Value.Position ?? parameter.Position, $"The type of parameter '{parameter.Key}' is one of {string.Join(", ", Types)}.");
            return null;
        }

        var value = given;
        if (value is null && declaration.Find("defaultValue") is { } defaultValue)
        {
            value = evaluator.Evaluate(defaultValue.Value, scope);
            if (value is null)
            {
                return null;
            }
        }

        if (value is null)
        {
            errors.Add(parameter.Position, $"Parameter '{parameter.Key}' has no default value and none is given.");
            return null;
        }

        return Check(parameter.Key, type, value, declaration);
    }

    private DocumentNode? Check(string name, string type, DocumentNode value, MapNode declaration)
    {
        var isSecret = type.StartsWith("secure", StringComparison.Ordinal);
        if (isSecret && value is MapNode { Entries.Count: 1 } wrapper && wrapper.Find(type) is { } inner)
        {
            value = inner.Value;
        }

        var fits = type switch
        {
            "string" or "secureString" => value is ScalarNode { Value: string },
            "int" => value is ScalarNode { Value: long },
            "bool" => value is ScalarNode { Value: bool },
            "array" => value is ListNode,
            _ => value is MapNode,
        };
        if (!fits)
        {
            errors.Add(value.Position, $"Parameter '{name}' is of type {type}; this is {value.Kind}.");
            return null;
        }

        var problem = Range(declaration, value, isSecret);
        if (problem is not null)
        {
            errors.Add(value.Position, $"Parameter '{name}' {problem}.");
            return null;
        }

        return isSecret ? Secrecy.Hide(value) : value;
    }

    private static string? Range(MapNode declaration, DocumentNode value, bool isSecret)
    {
        if (declaration.Find("allowedValues")?.Value is ListNode allowed && !allowed.Items.Contains(value, NodeComparer.Instance))
        {
            return isSecret
                ? "has a value that is not allowed"
                : $"is {NodeJson.Write(value)}; allowed are {string.Join(", ", allowed.Items.Select(NodeJson.Write))}";
        }

        long? Limit(string key) => declaration.Find(key)?.Value is ScalarNode { Value: long limit } ? limit : null;
        if (value is ScalarNode { Value: long number })
        {
            return number < Limit("minValue") ? $"is {number}; it must be {Limit("minValue")} at least"
                : number > Limit("maxValue") ? $"is {number}; it must be {Limit("maxValue")} at most"
                : null;
        }

        var length = value switch { ListNode list => list.Items.Count, ScalarNode { Value: string text } => text.Length, _ => -1 };
        return length < 0 ? null
            : length < Limit("minLength") ? $"has the length {length}; it must be {Limit("minLength")} at least"
            : length > Limit("maxLength") ? $"has the length {length}; it must be {Limit("maxLength")} at most"
            : null;
    }
}
