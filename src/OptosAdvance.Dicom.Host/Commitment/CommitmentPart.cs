namespace OptosAdvance.Dicom.Host;

/// <summary>What one transaction is to ask for: instances of one study.</summary>
internal sealed record CommitmentPart(string StudyInstanceUid, IReadOnlyList<CommitmentInstance> Instances);
