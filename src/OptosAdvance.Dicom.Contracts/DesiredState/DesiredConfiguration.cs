namespace OptosAdvance.Dicom.Contracts;

/// <summary>The document that the host is to hold in force, and how.</summary>
public sealed record DesiredConfiguration
{
    /// <summary>The document and its parameters.</summary>
    public DocumentSource Source { get; init; } = new();

    /// <summary>Whether drift is put back or only reported.</summary>
    public DesiredConfigurationMode Mode { get; init; }

    /// <summary>Seconds between two checks, 1 to 86400; the host also checks at its start and after each change.</summary>
    public int IntervalSeconds { get; init; } = 300;

    /// <summary>Whether the files at the source's paths are read again when they change: on this machine or a share.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether drift is told by e-mail too, once for each episode.</summary>
    public bool Notify { get; init; }

    /// <summary>Who set it; given by the host.</summary>
    public string? SetBy { get; init; }

    /// <summary>When it was set; given by the host.</summary>
    public DateTimeOffset SetAt { get; init; }
}
