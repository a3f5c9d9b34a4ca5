namespace OptosAdvance.Dicom.Console;

/// <summary>A test did not find what it expected.</summary>
internal sealed class PesterAssertionException(string message) : Exception(message);
