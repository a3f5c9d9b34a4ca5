namespace OptosAdvance.Dicom.Contracts;

/// <summary>One attribute of a data set, for people.</summary>
public sealed record DicomAttribute
{
    /// <summary>(gggg,eeee).</summary>
    public string Tag { get; init; } = "";

    /// <summary>Keyword of the standard's dictionary; empty when it has none.</summary>
    public string Keyword { get; init; } = "";

    /// <summary>Value representation.</summary>
    public string VR { get; init; } = "";

    /// <summary>Value as text, several separated by a backslash; empty for a sequence.</summary>
    public string Value { get; init; } = "";

    /// <summary>Items of a sequence.</summary>
    public EquatableList<DicomAttributeSet> Items { get; init; } = EquatableList<DicomAttributeSet>.Empty;

    /// <summary>Tag, keyword and value.</summary>
    public override string ToString() => Items.Count > 0 ? $"{Tag} {Keyword} ({Items.Count} items)" : $"{Tag} {Keyword} {Value}";
}
