using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>The mocks that hold now, and the calls that they saw.</summary>
internal sealed class MockTable
{
    private readonly List<MockBehavior> behaviors = [];
    private readonly Dictionary<string, CommandInfo> originals = new(StringComparer.OrdinalIgnoreCase);

    public List<MockCall> Calls { get; } = [];

    public void Add(MockBehavior behavior, CommandInfo original)
    {
        originals[behavior.Command] = original;
        behaviors.Add(behavior);
    }

    /// <summary>What the command was before it was mocked, when it is.</summary>
    public CommandInfo? Original(string command) =>
        behaviors.Exists(behavior => Is(behavior.Command, command)) ? originals[command] : null;

    /// <summary>The behaviours to try: those with a filter before the others, the newest first.</summary>
    public IReadOnlyList<MockBehavior> For(string command) =>
        [.. behaviors.Where(behavior => Is(behavior.Command, command)).Reverse().OrderBy(behavior => behavior.Filter is null)];

    public CommandInfo OriginalOf(string command) => originals[command];

    public void EndOf(PesterItem owner) => behaviors.RemoveAll(behavior => ReferenceEquals(behavior.Owner, owner));

    private static bool Is(string first, string second) => first.Equals(second, StringComparison.OrdinalIgnoreCase);
}
