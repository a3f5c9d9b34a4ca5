namespace OptosAdvance.Dicom.Contracts;

/// <summary>A purge that a person asks for.</summary>
public sealed record PurgeRequest
{
    /// <summary>
    /// Purges up to the high watermark also when free space is above the low one, and however busy the processors are. Which studies may go stays
    /// as it is, and so does ProtectedStudies.
    /// </summary>
    public bool Force { get; init; }
}
