namespace OptosAdvance.Dicom.Host;

/// <summary>What becomes of one study.</summary>
/// <param name="Study">Study.</param>
/// <param name="Goes">Whether it goes.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record PurgeVerdict(PurgeCandidate Study, bool Goes, string Reason);
