namespace OptosAdvance.Dicom.Host;

/// <summary>A file is not what was received, so that it must not be sent.</summary>
internal sealed class DamagedInstanceException(string message) : IOException(message);
