namespace OptosAdvance.Dicom.Host;

/// <summary>One instance that another AE asks us to commit.</summary>
internal sealed record CommitmentReference(string SopClassUid, string SopInstanceUid);
