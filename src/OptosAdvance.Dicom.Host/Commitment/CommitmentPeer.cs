namespace OptosAdvance.Dicom.Host;

/// <summary>Who reports.</summary>
/// <param name="AETitle">Its AE title.</param>
/// <param name="Address">Where it is.</param>
internal sealed record CommitmentPeer(string AETitle, string? Address);
