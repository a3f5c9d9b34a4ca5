namespace OptosAdvance.Dicom.Network;

/// <summary>A command set that cannot be understood.</summary>
internal sealed class CommandFormatException(string message) : Exception(message);
