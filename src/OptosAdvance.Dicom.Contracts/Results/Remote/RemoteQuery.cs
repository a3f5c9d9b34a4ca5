namespace OptosAdvance.Dicom.Contracts;

/// <summary>Whom to ask, and how.</summary>
public sealed record RemoteQuery
{
    /// <summary>Name of the remote AE.</summary>
    public string AE { get; init; } = "";

    /// <summary>Information model; null takes study root when the peer accepts it, else patient root.</summary>
    public QueryRoot? Root { get; init; }

    /// <summary>Keys beyond those that have a property; each wins over the property.</summary>
    public EquatableList<QueryKey> Keys { get; init; } = EquatableList<QueryKey>.Empty;

    /// <summary>
    /// Specific Character Set (0008,0005) of the request, several values separated by a backslash; null chooses by what the keys need.
    /// </summary>
    public string? CharacterSet { get; init; }
}
