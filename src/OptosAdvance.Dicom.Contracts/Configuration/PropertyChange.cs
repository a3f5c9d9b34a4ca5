namespace OptosAdvance.Dicom.Contracts;

/// <summary>One property before and after a change, as text; secrets are shown as <c>***</c>.</summary>
/// <param name="Target">Section (<c>LocalAE</c>) or <c>RemoteAE/PACS1</c>.</param>
/// <param name="Property">Property name.</param>
/// <param name="Before">Canonical text before; null when there was none.</param>
/// <param name="After">Canonical text after; null when there is none.</param>
public sealed record PropertyChange(string Target, string Property, string? Before, string? After);
