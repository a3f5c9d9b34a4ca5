namespace OptosAdvance.Dicom.DesiredState;

/// <summary>One call of a function: its arguments, evaluated, and what they are allowed to be.</summary>
internal sealed class FunctionCall(string name, IReadOnlyList<DocumentNode> arguments, DocumentPosition position, int offset, EvaluationScope scope)
{
    public string Name { get; } = name;

    public IReadOnlyList<DocumentNode> Arguments { get; } = arguments;

    public int Count => Arguments.Count;

    public EvaluationScope Scope { get; } = scope;

    public DocumentPosition Position { get; } = position;

    public string Text(int index) => Arguments[index] is ScalarNode { Value: string text } ? text : throw Wrong(index, "a text");

    public long Whole(int index) => Arguments[index] is ScalarNode { Value: long number } ? number : throw Wrong(index, "a whole number");

    /// <summary>A whole number that can count things.</summary>
    public int Small(int index) => Whole(index) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw Wrong(index, "a number of 32 bits");

    public bool Flag(int index) => Arguments[index] is ScalarNode { Value: bool flag } ? flag : throw Wrong(index, "a boolean");

    public IReadOnlyList<DocumentNode> List(int index) => Arguments[index] is ListNode list ? list.Items : throw Wrong(index, "an array");

    public MapNode Map(int index) => Arguments[index] as MapNode ?? throw Wrong(index, "an object");

    /// <summary>Every argument as a whole number, or the whole numbers of the only argument.</summary>
    public long[] Numbers()
    {
        var items = Count == 1 && Arguments[0] is ListNode list ? list.Items : Arguments;
        return items.Count == 0
            ? throw Fail("needs at least one number")
            : [.. items.Select((item, index) => item is ScalarNode { Value: long number } ? number : throw Wrong(index, "a whole number"))];
    }

    public ScalarNode Null => new(null, Position);

    public ScalarNode Make(object value)
    {
        if (value is string text)
        {
            Scope.Budget.Made(text.Length, Position);
        }

        return new ScalarNode(value, Position);
    }

    public ListNode Make(IReadOnlyList<DocumentNode> items)
    {
        var list = new ListNode(items, Position);
        Scope.Budget.Step(Position, items.Count);
        EvaluationBudget.CheckSize(list, Position);
        return list;
    }

    public MapNode MakeObject(IReadOnlyList<MapEntry> entries)
    {
        var map = new MapNode(entries, Position);
        Scope.Budget.Step(Position, entries.Count);
        EvaluationBudget.CheckSize(map, Position);
        return map;
    }

    public ExpressionException Fail(string problem) => new(offset, $"{Name}() {problem}.");

    public ExpressionException Wrong(int index, string expected) =>
        Fail($"needs {expected} as its argument {index + 1}; this is {Arguments[Math.Min(index, Count - 1)].Kind}");
}
