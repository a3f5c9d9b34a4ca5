namespace OptosAdvance.Dicom.Network;

/// <summary>Answers every operation but C-ECHO with 0211H.</summary>
internal sealed class RefusingProvider : DimseProvider
{
}
