namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to C-ECHO (PS3.7 9.3.5).</summary>
/// <param name="Status">Outcome.</param>
public sealed record CEchoResponse(DimseStatus Status) : DimseResponse(Status);
