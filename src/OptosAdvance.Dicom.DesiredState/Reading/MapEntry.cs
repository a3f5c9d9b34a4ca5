namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A property of an object.</summary>
/// <param name="Key">Name.</param>
/// <param name="Position">Where the name is.</param>
/// <param name="Value">Value.</param>
internal sealed record MapEntry(string Key, DocumentPosition Position, DocumentNode Value);
