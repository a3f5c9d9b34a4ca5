using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>Bytes are not the DICOM data that they should be, or go beyond a limit.</summary>
public sealed class DicomFormatException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="position">The position in bytes from the start of the stream or data set; negative when it is not known.</param>
    /// <param name="tag">The element that was being read.</param>
    /// <param name="innerException">The cause.</param>
    public DicomFormatException(string message, long position = -1, DicomTag? tag = null, Exception? innerException = null)
        : base(Describe(message, position, tag), innerException)
    {
        Position = position;
        Tag = tag;
    }

    /// <summary>The position in bytes from the start of the stream or data set; negative when it is not known.</summary>
    public long Position { get; }

    /// <summary>The element that was being read, when there was one.</summary>
    public DicomTag? Tag { get; }

    private static string Describe(string message, long position, DicomTag? tag)
    {
        if (tag is { } t)
        {
            var keyword = t.Keyword;
            message += keyword.Length > 0 ? $" Element {t} {keyword}." : $" Element {t}.";
        }

        return position >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{message} At byte {position}.") : message;
    }
}
