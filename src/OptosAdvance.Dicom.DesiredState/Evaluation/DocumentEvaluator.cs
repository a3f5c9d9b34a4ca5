using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Evaluates one document, with everything that it includes.</summary>
internal sealed class DocumentEvaluator
{
    private readonly DocumentSource _source;
    private readonly EvaluationInputs _inputs;
    private readonly DocumentErrors _errors = new();
    private readonly EvaluationBudget _budget = new();
    private readonly ExpressionEvaluator _evaluator;
    private readonly ParameterReader _parameters;
    private readonly ResourceListEvaluator _resources;
    private readonly List<string> _warnings = [];
    private readonly List<string> _includes = [];
    private int _includeDepth;

    public DocumentEvaluator(DocumentSource source, EvaluationInputs inputs)
    {
        _source = source;
        _inputs = inputs;
        _evaluator = new ExpressionEvaluator(_errors);
        _parameters = new ParameterReader(_errors, _evaluator);
        _resources = new ResourceListEvaluator(this, _errors, _evaluator, new ResourceBinder(_errors, _evaluator, _warnings), inputs.Actual);
    }

    /// <exception cref="DocumentException">The document is wrong.</exception>
    public EvaluatedDocument Run()
    {
        try
        {
            if (DocumentReader.Read(_source.Text, _source.Path, _errors) is { } node)
            {
                EvaluateDocument(node, _parameters.ReadGiven(_source), new ResourceSetting("", false, []));
                new ConfigurationChecks(_errors, _inputs).Run(_resources.Results, _resources.FailedTargets);
            }
        }
        catch (DocumentReadException e)
        {
            _errors.Add(e.Position, e.Message);
        }

        _errors.ThrowIfAny();
        return new EvaluatedDocument
        {
            Resources = _resources.Results.ToEquatableList(),
            Warnings = _warnings.ToEquatableList(),
            Includes = _includes.ToEquatableList(),
        };
    }

    /// <summary>Evaluates what a <c>Microsoft.DSC/Include</c> names.</summary>
    public IReadOnlyList<string> EvaluateInclude(MapNode properties, EvaluationScope scope, ResourceSetting setting)
    {
        DocumentWords.Check(properties, DocumentWords.Include, ResourceKinds.Include, _errors);
        var document = ReadIncluded(properties, "configurationFile", "configurationContent", scope);
        var parameterFile = ReadIncluded(properties, "parametersFile", "parametersContent", scope);
        if (document is null)
        {
            if (properties.Find("configurationFile") is null && properties.Find("configurationContent") is null)
            {
                _errors.Add(properties.Position, "Give configurationFile or configurationContent.");
            }

            return [];
        }

        if (++_includeDepth > DocumentLimits.IncludeDepth)
        {
            throw new DocumentReadException(properties.Position, $"Documents include each other more than {DocumentLimits.IncludeDepth} deep.");
        }

        var given = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        if (parameterFile is not null)
        {
            _parameters.AddFile(parameterFile, given);
        }

        var results = EvaluateDocument(document, given, setting);
        _includeDepth--;
        return results;
    }

    /// <summary>Evaluates the document of a group: it sees the parameters and variables around it, and may have its own.</summary>
    public IReadOnlyList<string> EvaluateGroup(MapNode map, EvaluationScope outer, ResourceSetting setting)
    {
        DocumentWords.Check(map, DocumentWords.Document, "A group", _errors);
        return EvaluateParts(map, new Dictionary<string, DocumentNode>(), new EvaluationScope(_inputs, _budget, outer), setting);
    }

    private IReadOnlyList<string> EvaluateDocument(DocumentNode node, Dictionary<string, DocumentNode> given, ResourceSetting setting)
    {
        if (node is not MapNode root)
        {
            _errors.Add(node.Position, $"A configuration document is an object with $schema and resources; this is {node.Kind}.");
            return [];
        }

        DocumentWords.Check(root, DocumentWords.Document, "A configuration document", _errors);
        CheckSchema(root);
        return EvaluateParts(root, given, new EvaluationScope(_inputs, _budget), setting);
    }

    private IReadOnlyList<string> EvaluateParts(MapNode root, Dictionary<string, DocumentNode> given, EvaluationScope scope, ResourceSetting setting)
    {
        _parameters.Declare(Part<MapNode>(root, "parameters", "an object"), given, scope);
        foreach (var variable in Part<MapNode>(root, "variables", "an object")?.Entries ?? [])
        {
            scope.SetVariable(variable.Key, _evaluator.Evaluate(variable.Value, scope));
        }

        if (root.Find("functions")?.Value is MapNode { Entries.Count: > 0 } or ListNode { Items.Count: > 0 })
        {
            _errors.Add(root.Find("functions")!.Position, "Functions of the document's own are not understood here; write the expression out, or make it a variable.");
        }

        if (root.Find("resources") is null)
        {
            _errors.Add(root.Position, "There are no 'resources'.");
            return [];
        }

        return Part<ListNode>(root, "resources", "an array") is { } resources ? _resources.Evaluate(resources, scope, setting) : [];
    }

    private void CheckSchema(MapNode root)
    {
        const string known = "https://aka.ms/dsc/schemas/v3/bundled/config/document.json";
        var schema = root.Find("$schema");
        var uri = (schema?.Value as ScalarNode)?.Value as string;
        if (schema is null)
        {
            _errors.Add(root.Position, $"There is no $schema; begin with '$schema: {known}'.");
        }
        else if (uri is null || uri.IndexOf("/schemas/v3", StringComparison.Ordinal) < 0 || uri.IndexOf("config/document", StringComparison.Ordinal) < 0)
        {
            _errors.Add(schema.Value.Position, $"This is not the schema of a configuration document of DSC v3; use {known}.");
        }
    }

    private T? Part<T>(MapNode root, string name, string expected)
        where T : DocumentNode
    {
        var node = root.Find(name)?.Value;
        if (node is null or T or ScalarNode { Value: null })
        {
            return node as T;
        }

        _errors.Add(node.Position, $"'{name}' is {expected}; this is {node.Kind}.");
        return null;
    }

    private DocumentNode? ReadIncluded(MapNode properties, string fileKey, string contentKey, EvaluationScope scope)
    {
        if (properties.Find(contentKey) is { } content)
        {
            return _evaluator.Evaluate(content.Value, scope) is ScalarNode { Value: string text }
                ? DocumentReader.Read(text, content.Value.Position.File, _errors)
                : null;
        }

        if (properties.Find(fileKey) is not { } entry || _evaluator.Evaluate(entry.Value, scope) is not { } value)
        {
            return null;
        }

        if (value is not ScalarNode { Value: string { Length: > 0 } path } || !IsBelow(path))
        {
            _errors.Add(value.Position, $"{fileKey} is a path below the folder of the document, without '..'.");
            return null;
        }

        if (_inputs.ReadFile(path) is not { } file)
        {
            _errors.Add(value.Position, $"There is no file '{path}' below the folder of the document, or it cannot be read.");
            return null;
        }

        _includes.Add(path);
        return DocumentReader.Read(file, path, _errors);
    }

    private static bool IsBelow(string path) =>
        path[0] is not ('/' or '\\') && path.IndexOf(':') < 0 && !path.Split('/', '\\').Contains("..");
}
