namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Marks values as secret.</summary>
internal static class Secrecy
{
    /// <summary>The same value, every text in it a secret.</summary>
    public static DocumentNode Hide(DocumentNode node) => node switch
    {
        ScalarNode { Value: string } scalar => new ScalarNode(scalar.Value, scalar.Position, scalar.TextOffset, isSecret: true),
        ListNode list => new ListNode([.. list.Items.Select(Hide)], list.Position),
        MapNode map => new MapNode([.. map.Entries.Select(entry => entry with { Value = Hide(entry.Value) })], map.Position),
        _ => node,
    };
}
