namespace OptosAdvance.Dicom.Contracts;

/// <summary>Some of the results of a search, as they came.</summary>
/// <typeparam name="T">What is searched.</typeparam>
public sealed record QueryPage<T>
{
    /// <summary>Results.</summary>
    public EquatableList<T> Results { get; init; } = EquatableList<T>.Empty;

    /// <summary>More match than the limit allows; set on the last page only.</summary>
    public bool MoreExist { get; init; }

    /// <summary>Limit that held.</summary>
    public int Limit { get; init; }

    /// <summary>What a person should know about the results.</summary>
    public string? Warning { get; init; }
}
