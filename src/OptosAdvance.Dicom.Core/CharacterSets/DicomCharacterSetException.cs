namespace OptosAdvance.Dicom.Core;

/// <summary>Text has a character that the character sets of its data set cannot express.</summary>
public sealed class DicomCharacterSetException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be expressed, and in which sets.</param>
    /// <param name="position">Where the character is in the text, from 0.</param>
    /// <param name="innerException">The cause, if any.</param>
    public DicomCharacterSetException(string message, int position, Exception? innerException = null)
        : base(message, innerException) => Position = position;

    /// <summary>Where the character is in the text, from 0.</summary>
    public int Position { get; }
}
