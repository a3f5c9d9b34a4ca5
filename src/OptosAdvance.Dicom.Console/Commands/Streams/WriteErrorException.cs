namespace OptosAdvance.Dicom.Console;

/// <summary>The error of a script that reported one by its text only.</summary>
internal sealed class WriteErrorException(string message) : Exception(message);
