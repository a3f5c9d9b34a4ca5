using static OptosAdvance.Dicom.DesiredState.FunctionTable;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Functions of arrays and objects, and of texts as rows of characters.</summary>
internal static class CollectionFunctions
{
    private const int LongestRange = 10_000;

    public static IEnumerable<(string Name, DocumentFunction Function)> All =>
    [
        AtLeast("createArray", 0, call => call.Make(call.Arguments)),
        AtLeast("createObject", 0, CreateObject),
        Of("array", 1, call => call.Arguments[0] is ListNode ? call.Arguments[0] : call.Make(call.Arguments)),
        AtLeast("union", 2, Union),
        AtLeast("intersection", 2, Intersection),
        Of("shallowMerge", 1, call => Merge(call, [.. call.List(0).Select(item => item as MapNode ?? throw call.Fail("merges an array of objects"))])),
        Of("contains", 2, Contains),
        Of("length", 1, call => call.Make((long)Length(call))),
        Of("empty", 1, call => call.Make(call.Arguments[0] is ScalarNode { Value: null } || Length(call) == 0)),
        Of("first", 1, call => Element(call, 0)),
        Of("last", 1, call => Element(call, Length(call) - 1)),
        Of("skip", 2, call => Slice(call, Math.Max(0, call.Small(1)), int.MaxValue)),
        Of("take", 2, call => Slice(call, 0, Math.Max(0, call.Small(1)))),
        Of("indexOf", 2, call => IndexOf(call, fromEnd: false)),
        Of("lastIndexOf", 2, call => IndexOf(call, fromEnd: true)),
        Of("range", 2, Range),
        Of("objectKeys", 1, call => call.Make([.. call.Map(0).Entries.Select(entry => call.Make(entry.Key))])),
        Of("items", 1, Items),
        Of("tryGet", 2, TryGet),
        Of("tryIndexFromEnd", 2, call => call.Small(1) is > 0 and var back && back <= call.List(0).Count ? call.List(0)[call.List(0).Count - back] : call.Null),
    ];

    private static MapNode CreateObject(FunctionCall call) => call.Count % 2 != 0
        ? throw call.Fail("needs names and values in pairs")
        : Make(call, Enumerable.Range(0, call.Count / 2).Select(i => (call.Text(2 * i), call.Arguments[(2 * i) + 1])));

    /// <summary>Of properties with the same name the last counts.</summary>
    private static MapNode Make(FunctionCall call, IEnumerable<(string Key, DocumentNode Value)> properties)
    {
        var entries = new Dictionary<string, MapEntry>(StringComparer.Ordinal);
        foreach (var (key, value) in properties)
        {
            entries[key] = new MapEntry(key, call.Position, value);
        }

        return call.MakeObject([.. entries.Values]);
    }

    private static MapNode Merge(FunctionCall call, IEnumerable<MapNode> maps) =>
        Make(call, maps.SelectMany(map => map.Entries).Select(entry => (entry.Key, entry.Value)));

    private static DocumentNode Union(FunctionCall call) => call.Arguments[0] is MapNode
        ? Merge(call, Enumerable.Range(0, call.Count).Select(call.Map))
        : call.Make([.. Enumerable.Range(0, call.Count).SelectMany(call.List).Distinct(NodeComparer.Instance)]);

    private static DocumentNode Intersection(FunctionCall call)
    {
        if (call.Arguments[0] is MapNode first)
        {
            var others = Enumerable.Range(1, call.Count - 1).Select(call.Map).ToList();
            return Make(call, first.Entries
                .Where(entry => others.All(other => other.Find(entry.Key) is { } same && NodeComparer.Instance.Equals(same.Value, entry.Value)))
                .Select(entry => (entry.Key, entry.Value)));
        }

        IEnumerable<DocumentNode> result = call.List(0);
        for (var i = 1; i < call.Count; i++)
        {
            result = result.Intersect(call.List(i), NodeComparer.Instance);
        }

        return call.Make([.. result]);
    }

    private static ScalarNode Contains(FunctionCall call) => call.Make(call.Arguments[0] switch
    {
        ListNode list => list.Items.Contains(call.Arguments[1], NodeComparer.Instance),
        MapNode map => call.Arguments[1] is ScalarNode key && map.Find(key.Text) is not null,
        ScalarNode { Value: string text } when call.Arguments[1] is ScalarNode { Value: not null } part => text.IndexOf(part.Text, StringComparison.Ordinal) >= 0,
        _ => throw call.Wrong(0, "an array, an object or a text"),
    });

    private static int Length(FunctionCall call) => call.Arguments[0] switch
    {
        ListNode list => list.Items.Count,
        MapNode map => map.Entries.Count,
        ScalarNode { Value: string text } => text.Length,
        _ => throw call.Wrong(0, "an array, an object or a text"),
    };

    private static DocumentNode Element(FunctionCall call, int index) => (Length(call), call.Arguments[0]) switch
    {
        (0, _) => throw call.Fail("of nothing; there is no element"),
        (_, ListNode list) => list.Items[index],
        (_, ScalarNode text) => call.Make(text.Text.Substring(index, 1)),
        _ => throw call.Wrong(0, "an array or a text"),
    };

    private static DocumentNode Slice(FunctionCall call, int skip, int take) => call.Arguments[0] is ListNode list
        ? call.Make([.. list.Items.Skip(skip).Take(take)])
        : call.Make(new string([.. call.Text(0).Skip(skip).Take(take)]));

    private static ScalarNode IndexOf(FunctionCall call, bool fromEnd)
    {
        if (call.Arguments[0] is ScalarNode)
        {
            var (text, part) = (call.Text(0), call.Text(1));
            return call.Make((long)(fromEnd ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal)));
        }

        var items = call.List(0).ToList();
        Predicate<DocumentNode> same = item => NodeComparer.Instance.Equals(item, call.Arguments[1]);
        return call.Make((long)(fromEnd ? items.FindLastIndex(same) : items.FindIndex(same)));
    }

    private static ListNode Range(FunctionCall call)
    {
        var (start, count) = (call.Whole(0), call.Whole(1));
        return count is >= 0 and <= LongestRange && start is >= int.MinValue and <= int.MaxValue
            ? call.Make([.. Enumerable.Range(0, (int)count).Select(i => call.Make(start + i))])
            : throw call.Fail($"makes 0 to {LongestRange} numbers");
    }

    private static ListNode Items(FunctionCall call) => call.Make(
        [.. call.Map(0).Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Make(call, [("key", call.Make(entry.Key)), ("value", entry.Value)]))]);

    private static DocumentNode TryGet(FunctionCall call)
    {
        if (call.Arguments[0] is MapNode map)
        {
            return map.Find(call.Text(1))?.Value ?? call.Null;
        }

        var index = call.Whole(1);
        return index >= 0 && index < call.List(0).Count ? call.List(0)[(int)index] : call.Null;
    }
}
