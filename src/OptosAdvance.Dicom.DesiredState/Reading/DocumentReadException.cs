namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A text cannot be read any further.</summary>
#pragma warning disable CA1032, CA1064 // Caught by the reader.
internal sealed class DocumentReadException(DocumentPosition position, string message, Exception? inner = null) : Exception(message, inner)
#pragma warning restore CA1032, CA1064
{
    public DocumentPosition Position { get; } = position;
}
