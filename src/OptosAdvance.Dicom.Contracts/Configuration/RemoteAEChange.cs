namespace OptosAdvance.Dicom.Contracts;

/// <summary>A change of one remote AE.</summary>
public sealed record RemoteAEChange
{
    /// <summary>Key of the entry.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is to happen.</summary>
    public RemoteAEChangeKind Kind { get; init; }

    /// <summary>Properties given; null for <see cref="RemoteAEChangeKind.Remove"/>.</summary>
    public Partial<RemoteAE>? Properties { get; init; }
}
