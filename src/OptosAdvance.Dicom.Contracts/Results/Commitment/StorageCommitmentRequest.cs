namespace OptosAdvance.Dicom.Contracts;

/// <summary>Ask an archive to confirm that it keeps a study.</summary>
public sealed record StorageCommitmentRequest
{
    /// <summary>The study.</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>Name of a remote AE with the service StorageCommitment.</summary>
    public string AE { get; init; } = "";

    /// <summary>Instances of the study that are asked for; empty for all.</summary>
    public EquatableList<string> SopInstanceUids { get; init; } = EquatableList<string>.Empty;
}
