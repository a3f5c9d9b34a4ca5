namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A place in a document.</summary>
/// <param name="File">Name of the file as it was given; null for a text without one.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct DocumentPosition(string? File, int Line, int Column)
{
    /// <summary>The same line, further to the right.</summary>
    public DocumentPosition After(int characters) => this with { Column = Column + characters };
}
