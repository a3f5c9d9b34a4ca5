namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to N-DELETE (PS3.7 10.3.6).</summary>
/// <param name="Status">Outcome.</param>
public sealed record NDeleteResponse(DimseStatus Status) : DimseResponse(Status);
