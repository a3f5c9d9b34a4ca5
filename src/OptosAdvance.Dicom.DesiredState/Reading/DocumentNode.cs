namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A value of a document, or one that an expression made, and the place that it came from. Immutable.</summary>
/// <remarks>Values are shared where a document repeats them, so each knows how large and how deep it is when it is written out.</remarks>
internal abstract class DocumentNode
{
    /// <param name="position">Where it begins.</param>
    /// <param name="isSecret">Whether it is a secret itself.</param>
    /// <param name="children">Values in it.</param>
    protected DocumentNode(DocumentPosition position, bool isSecret, IEnumerable<DocumentNode> children)
    {
        Position = position;
        IsSecret = isSecret;
        foreach (var child in children)
        {
            IsSecret |= child.IsSecret;
            Weight = Math.Min(Weight + child.Weight, int.MaxValue);
            Depth = Math.Max(Depth, child.Depth + 1);
        }
    }

    /// <summary>Where it begins.</summary>
    public DocumentPosition Position { get; }

    /// <summary>Whether a secret is in it: it must not be shown.</summary>
    public bool IsSecret { get; }

    /// <summary>How many values it consists of; those that are shared count each time.</summary>
    public long Weight { get; } = 1;

    /// <summary>How many objects and arrays are inside each other.</summary>
    public int Depth { get; }

    /// <summary>What it is, for messages: <c>a text</c>, <c>a number</c>, <c>an object</c>.</summary>
    public abstract string Kind { get; }
}
