namespace OptosAdvance.Dicom.Host;

/// <summary>A file that may be imported.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="WasNamed">It was asked for by its own name, not found in a folder.</param>
internal readonly record struct ImportFile(string Path, bool WasNamed);
