namespace OptosAdvance.Dicom.Host;

/// <summary>An included document.</summary>
/// <param name="Path">Relative path, as the including document has it.</param>
/// <param name="Text">Its text.</param>
internal sealed record IncludedText(string Path, string Text);
