namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to C-STORE (PS3.7 9.3.1).</summary>
/// <param name="Status">Outcome.</param>
public sealed record CStoreResponse(DimseStatus Status) : DimseResponse(Status);
