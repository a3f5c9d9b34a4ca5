namespace OptosAdvance.Dicom.Host;

/// <summary>A suspension as it is kept over a restart.</summary>
internal sealed record SuspensionRecord
{
    /// <summary>When it began.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Whether somebody was told of it.</summary>
    public bool IsTold { get; init; }

    /// <summary>Every cause that holds, with its reason; none when storing is not suspended.</summary>
    public IReadOnlyDictionary<SuspensionCause, string> Causes { get; init; } = new Dictionary<SuspensionCause, string>();
}
