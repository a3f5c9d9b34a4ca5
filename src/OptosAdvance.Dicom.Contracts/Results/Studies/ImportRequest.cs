namespace OptosAdvance.Dicom.Contracts;

/// <summary>What to import.</summary>
public sealed record ImportRequest
{
    /// <summary>Absolute paths of files and folders on the host's machine.</summary>
    public EquatableList<string> Paths { get; init; } = EquatableList<string>.Empty;

    /// <summary>Descend into folders.</summary>
    public bool Recurse { get; init; } = true;
}
