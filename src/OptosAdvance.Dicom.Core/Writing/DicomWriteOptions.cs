namespace OptosAdvance.Dicom.Core;

/// <summary>How a data set is written.</summary>
public sealed record DicomWriteOptions
{
    /// <summary>Explicit lengths, without group lengths.</summary>
    public static DicomWriteOptions Default { get; } = new();

    /// <summary>Whether sequences and items have undefined length and delimiters instead of explicit lengths. Private
    /// sequences in implicit VR always have, because only that shows that they are sequences.</summary>
    public bool UseUndefinedLengths { get; init; }

    /// <summary>
    /// Whether group lengths (gggg,0000), which are retired but for groups 0000 and 0002, are written as they are. Otherwise they are left out.
    /// </summary>
    public bool KeepGroupLengths { get; init; }
}
