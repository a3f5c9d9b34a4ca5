namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Whether two values are the same, wherever they came from; the order of properties does not count.</summary>
internal sealed class NodeComparer : IEqualityComparer<DocumentNode>
{
    private NodeComparer()
    {
    }

    public static NodeComparer Instance { get; } = new();

    public bool Equals(DocumentNode? x, DocumentNode? y) => ReferenceEquals(x, y) || (x, y) switch
    {
        (ScalarNode left, ScalarNode right) => Equals(left.Value, right.Value),
        (ListNode left, ListNode right) => left.Items.SequenceEqual(right.Items, this),
        (MapNode left, MapNode right) => left.Entries.Count == right.Entries.Count &&
            left.Entries.All(entry => right.Find(entry.Key) is { } other && Equals(entry.Value, other.Value)),
        _ => false,
    };

    public int GetHashCode(DocumentNode obj) => obj switch
    {
        ScalarNode { Value: { } value } => value.GetHashCode(),
        ListNode list => list.Items.Count,
        MapNode map => 31 * map.Entries.Count,
        _ => 0,
    };
}
