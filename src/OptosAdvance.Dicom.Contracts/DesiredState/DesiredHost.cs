namespace OptosAdvance.Dicom.Contracts;

/// <summary>What a document wants of the host itself. A running host can only be held against it: it does not install, start or stop itself.</summary>
public sealed record DesiredHost
{
    /// <summary>Whether the host runs; null when that is not managed.</summary>
    public bool? Running { get; init; }

    /// <summary>Its data directory; null when that is not managed.</summary>
    public string? DataDirectory { get; init; }
}
