namespace OptosAdvance.Dicom.Contracts;

/// <summary>One instance of a storage commitment request.</summary>
public sealed record StorageCommitmentInstance
{
    /// <summary>(0008,0018).</summary>
    public string SopInstanceUid { get; init; } = "";

    /// <summary>(0008,0016).</summary>
    public string SopClassUid { get; init; } = "";

    /// <summary>(0020,000E).</summary>
    public string SeriesInstanceUid { get; init; } = "";

    /// <summary>What became of it.</summary>
    public StorageCommitmentInstanceState State { get; init; }

    /// <summary>Failure Reason (0008,1197) of the archive; null when it gave none.</summary>
    public int? FailureReason { get; init; }

    /// <summary>Why it is not committed, in words; empty when it is, or is not known yet.</summary>
    public string Reason { get; init; } = "";
}
