namespace OptosAdvance.Dicom.Contracts;

/// <summary>Where a property stands in a document.</summary>
/// <param name="Property">Property name (<c>Port</c>).</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record PropertyPlace(string Property, int Line, int Column);
