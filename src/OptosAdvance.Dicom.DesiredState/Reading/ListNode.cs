namespace OptosAdvance.Dicom.DesiredState;

/// <summary>An array.</summary>
internal sealed class ListNode(IReadOnlyList<DocumentNode> items, DocumentPosition position) : DocumentNode(position, false, items)
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    public override string Kind => "an array";
}
