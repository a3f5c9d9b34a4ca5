namespace OptosAdvance.Dicom.Network;

/// <summary>Verification of the conversation (PS3.7 9.3.5).</summary>
public sealed record CEchoRequest : DimseRequest
{
}
