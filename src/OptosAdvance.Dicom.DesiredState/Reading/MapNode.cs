namespace OptosAdvance.Dicom.DesiredState;

/// <summary>An object: properties with names of their own, in the order of the document.</summary>
internal sealed class MapNode : DocumentNode
{
    private readonly Dictionary<string, MapEntry> _byKey;

    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public MapNode(IReadOnlyList<MapEntry> entries, DocumentPosition position)
        : base(position, false, entries.Select(entry => entry.Value))
    {
        Entries = entries;
        _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    public IReadOnlyList<MapEntry> Entries { get; }

    public override string Kind => "an object";

    /// <summary>The property; null when there is none of this name.</summary>
    public MapEntry? Find(string key) => _byKey.TryGetValue(key, out var entry) ? entry : null;
}
