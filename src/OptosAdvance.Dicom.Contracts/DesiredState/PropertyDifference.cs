namespace OptosAdvance.Dicom.Contracts;

/// <summary>A property that is, or was, not as a document wants it, as text; secrets are shown as <c>***</c>.</summary>
/// <param name="Property">Property name; <c>_exist</c> for a remote AE that is missing or too many.</param>
/// <param name="Desired">What the document wants; null for none.</param>
/// <param name="Actual">What was found; null for none.</param>
/// <param name="Line">Line of the document, from 1; 0 when it has none.</param>
public sealed record PropertyDifference(string Property, string? Desired, string? Actual, int Line);
