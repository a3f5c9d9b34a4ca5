using System.Buffers;

namespace OptosAdvance.Dicom.Core;

/// <summary>Puts the fragments of encapsulated pixel data together to frames and decodes each as soon as it is complete (PS3.5 A.4).</summary>
internal sealed class JpegFrames(ImageDescription image, IBufferWriter<byte> output, long position)
{
    /// <summary>Far more than an image of 65,535 by 65,535 pixels needs when it is compressed at all.</summary>
    private const int LargestFrame = 1 << 30;

    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly JpegFrameDecoder _decoder = new(image);
    private bool _isOffsetTable = true;
    private bool _hasOffsetTable;
    private int _fragmentStart;
    private int _done;

    public void StartFragment(uint length)
    {
        FinishFragment();
        _isOffsetTable = !_hasOffsetTable;
        _hasOffsetTable = true;
        _fragmentStart = _frame.WrittenCount;
        if (length > LargestFrame - _frame.WrittenCount) throw Error("A compressed frame is longer than 1 GiB.");
    }

    public void Take(ReadOnlySpan<byte> data)
    {
        if (!_isOffsetTable) _frame.Write(data);
    }

    /// <summary>Decodes the last frame.</summary>
    /// <exception cref="DicomFormatException">There are fewer frames than the data set says, or more.</exception>
    public void Complete()
    {
        FinishFragment();
        if (_frame.WrittenCount > 0) Decode(_frame.WrittenMemory);
        if (_done != image.Frames) throw Error($"There are {_done} frames where the data set says {image.Frames}.");
        if (((image.FrameLength * image.Frames) & 1) == 0) return;
        output.GetSpan(1)[0] = 0;
        output.Advance(1);
    }

    /// <summary>
    /// A fragment that begins with the marker of a start of image begins a frame: frames begin with a fragment, and offset tables are empty or
    /// wrong too often to be relied upon.
    /// </summary>
    private void FinishFragment()
    {
        var fragment = _frame.WrittenSpan[_fragmentStart..];
        if (_fragmentStart == 0 || fragment is not [0xFF, 0xD8, ..]) return;
        Decode(_frame.WrittenMemory[.._fragmentStart]);
        var rest = fragment.ToArray();
        _frame.ResetWrittenCount();
        _frame.Write(rest);
        _fragmentStart = 0;
    }

    private void Decode(ReadOnlyMemory<byte> frame)
    {
        if (++_done > image.Frames) throw Error($"There are more frames than the {image.Frames} that the data set says.");
        try
        {
            _decoder.Decode(frame, output);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or NotSupportedException)
        {
            // The decoder says in many ways that it was given something else than it takes.
            throw new DicomFormatException($"Frame {_done} cannot be decoded: {e.Message}", position, DicomTag.PixelData, e);
        }
    }

    private DicomFormatException Error(string message) => new(message, position, DicomTag.PixelData);
}
