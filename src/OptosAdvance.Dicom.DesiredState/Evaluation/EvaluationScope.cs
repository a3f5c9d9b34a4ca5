namespace OptosAdvance.Dicom.DesiredState;

/// <summary>What expressions can see where they stand. A parameter or variable without a value is one that was reported as wrong.</summary>
internal sealed class EvaluationScope(EvaluationInputs inputs, EvaluationBudget budget, EvaluationScope? outer = null)
{
    private readonly Dictionary<string, DocumentNode?> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentNode?> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DocumentNode>> _references = new(StringComparer.Ordinal);
    private (string Name, long Index)? _copy;

    public EvaluationInputs Inputs { get; } = inputs;

    public EvaluationBudget Budget { get; } = budget;

    public void SetParameter(string name, DocumentNode? value) => _parameters[name] = value;

    public void SetVariable(string name, DocumentNode? value) => _variables[name] = value;

    /// <summary>Makes what a resource is after it was applied available to those that come later.</summary>
    public void SetReference(string id, Func<DocumentNode> state) => _references[id] = state;

    /// <summary>The same inside a turn of a copy loop.</summary>
    public EvaluationScope InCopy(string name, long index) => new(Inputs, Budget, this) { _copy = (name, index) };

    /// <summary>Turn of the loop of this name, or of the innermost one; null outside.</summary>
    public long? CopyIndex(string? name) =>
        _copy is { } copy && (name is null || name == copy.Name) ? copy.Index : outer?.CopyIndex(name);

    public DocumentNode Parameter(FunctionCall call) => Find(call, "parameter", scope => scope._parameters);

    public DocumentNode Variable(FunctionCall call) => Find(call, "variable", scope => scope._variables);

    public DocumentNode Reference(FunctionCall call)
    {
        var id = call.Text(0);
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._references.TryGetValue(id, out var state))
            {
                return state();
            }
        }

        throw call.Fail($"finds no resource '{id}' that comes before this one; name it in dependsOn");
    }

    private EvaluationScope? Outer => outer;

    private DocumentNode Find(FunctionCall call, string what, Func<EvaluationScope, Dictionary<string, DocumentNode?>> table)
    {
        var name = call.Text(0);
        var known = new List<string>();
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (table(scope).TryGetValue(name, out var value))
            {
                return value ?? throw new AlreadyReportedException();
            }

            known.AddRange(table(scope).Keys);
        }

        throw call.Fail($"finds no {what} '{name}'{Suggestion.For(name, known)}");
    }
}
