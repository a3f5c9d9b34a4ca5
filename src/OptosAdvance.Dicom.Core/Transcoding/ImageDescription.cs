using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>What a data set in JPEG baseline says of its image, gathered as it passes, and what it has to say once the image is decoded.</summary>
internal sealed class ImageDescription
{
    public int Rows { get; private set; }

    public int Columns { get; private set; }

    public int Samples { get; private set; } = 1;

    public int BitsAllocated { get; private set; } = 8;

    public int Frames { get; private set; } = 1;

    public string PhotometricInterpretation { get; private set; } = "";

    /// <summary>The components of the JPEG image are luminance and colour difference.</summary>
    public bool IsYbr => Samples == 3 && PhotometricInterpretation.StartsWith("YBR", StringComparison.Ordinal);

    /// <summary>Bytes of a decoded frame.</summary>
    public long FrameLength => (long)Rows * Columns * Samples;

    public static bool Describes(DicomTag tag) =>
        tag == DicomTag.Rows || tag == DicomTag.Columns || tag == DicomTag.SamplesPerPixel || tag == DicomTag.BitsAllocated
        || tag == DicomTag.NumberOfFrames || tag == DicomTag.PhotometricInterpretation || tag == DicomTag.PlanarConfiguration;

    /// <summary>Takes a value in little endian.</summary>
    /// <returns>What it becomes; null when it stays.</returns>
    public byte[]? Take(DicomTag tag, ReadOnlySpan<byte> value)
    {
        if (tag == DicomTag.Rows)
        {
            Rows = Number(value);
        }
        else if (tag == DicomTag.Columns)
        {
            Columns = Number(value);
        }
        else if (tag == DicomTag.SamplesPerPixel)
        {
            Samples = Number(value);
        }
        else if (tag == DicomTag.BitsAllocated)
        {
            BitsAllocated = Number(value);
        }
        else if (tag == DicomTag.NumberOfFrames)
        {
            Frames = int.TryParse(Text(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out var frames) && frames > 0 ? frames : 1;
        }
        else if (tag == DicomTag.PhotometricInterpretation)
        {
            PhotometricInterpretation = Text(value);
            return PhotometricInterpretation.StartsWith("YBR", StringComparison.Ordinal) ? "RGB "u8.ToArray() : null;
        }
        else if (tag == DicomTag.PlanarConfiguration)
        {
            return [0, 0];
        }

        return null;
    }

    /// <summary>Bytes of the decoded pixel data.</summary>
    /// <exception cref="DicomFormatException">The description is not one of an image that JPEG baseline can hold, or it would be too long.</exception>
    public long NativeLength(in DicomToken token)
    {
        if (Rows == 0 || Columns == 0 || Samples is not (1 or 3) || BitsAllocated != 8)
        {
            throw new DicomFormatException(
                $"An image of {Columns} by {Rows} pixels with {Samples} samples of {BitsAllocated} bits is not one that JPEG baseline can hold.", token.Position, token.Tag);
        }

        var length = FrameLength * Frames;
        return length < 0xFFFFFFFE
            ? length
            : throw new DicomFormatException($"The decoded pixel data would be {length} bytes long, which is more than a data set can hold.", token.Position, token.Tag);
    }

    private static int Number(ReadOnlySpan<byte> value) => value.Length >= 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : 0;

    private static string Text(ReadOnlySpan<byte> value) => Encoding.ASCII.GetString(value).Trim(' ', '\0');
}
