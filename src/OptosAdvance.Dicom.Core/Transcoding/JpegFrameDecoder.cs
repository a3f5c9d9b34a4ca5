using System.Buffers;
using System.Runtime.CompilerServices;
using JpegLibrary;

namespace OptosAdvance.Dicom.Core;

/// <summary>Decodes one frame of JPEG baseline to bytes by pixel: grey as it is, colour to RGB.</summary>
internal sealed class JpegFrameDecoder(ImageDescription image)
{
    private const int FixedPoint = 16;
    private const int Half = 1 << (FixedPoint - 1);

    // ITU-T T.871, 7: R = Y + 1.402 Cr, G = Y - 0.344136 Cb - 0.714136 Cr, B = Y + 1.772 Cb.
    private const int RedFromCr = 91881;
    private const int GreenFromCb = 22554;
    private const int GreenFromCr = 46802;
    private const int BlueFromCb = 116130;

    /// <exception cref="InvalidDataException">The frame is not what the data set says, or not JPEG baseline.</exception>
    public void Decode(ReadOnlyMemory<byte> frame, IBufferWriter<byte> output)
    {
        var decoder = new JpegDecoder();
        decoder.SetInput(frame);
        decoder.Identify(false);
        if (decoder.Width != image.Columns || decoder.Height != image.Rows || decoder.NumberOfComponents != image.Samples || decoder.Precision != 8)
        {
            throw new InvalidDataException(
                $"it is {decoder.Width} by {decoder.Height} pixels with {decoder.NumberOfComponents} components of {decoder.Precision} bits, and the data set says {image.Columns} by {image.Rows} with {image.Samples} of 8");
        }

        var planes = new Planes(image.Columns, image.Rows, image.Samples);
        decoder.SetOutputWriter(planes);
        decoder.Decode();
        if (image.Samples == 1)
        {
            output.Write(planes[0]);
            return;
        }

        for (var component = 0; component < image.Samples; component++)
        {
            var horizontal = decoder.GetMaximumHorizontalSampling() / decoder.GetHorizontalSampling(component);
            var vertical = decoder.GetMaximumVerticalSampling() / decoder.GetVerticalSampling(component);
            ChromaUpsampling.Smooth(planes[component], image.Columns, image.Rows, horizontal, vertical);
        }

        WriteColour(planes, output);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private void WriteColour(Planes planes, IBufferWriter<byte> output)
    {
        var isYbr = image.IsYbr;
        for (var row = 0; row < image.Rows; row++)
        {
            var target = output.GetSpan(image.Columns * 3)[..(image.Columns * 3)];
            var first = planes.Row(0, row);
            var second = planes.Row(1, row);
            var third = planes.Row(2, row);
            for (var x = 0; x < first.Length; x++)
            {
                var pixel = target.Slice(3 * x, 3);
                if (!isYbr)
                {
                    (pixel[0], pixel[1], pixel[2]) = (first[x], second[x], third[x]);
                    continue;
                }

                int y = first[x], cb = second[x] - 128, cr = third[x] - 128;
                pixel[0] = Clamp(y + (((RedFromCr * cr) + Half) >> FixedPoint));
                pixel[1] = Clamp(y + (((-GreenFromCb * cb) - (GreenFromCr * cr) + Half) >> FixedPoint));
                pixel[2] = Clamp(y + (((BlueFromCb * cb) + Half) >> FixedPoint));
            }

            output.Advance(target.Length);
        }
    }

    /// <summary>Takes the blocks of the decoder; those of a component with fewer samples come repeated to full size.</summary>
    private sealed class Planes(int width, int height, int components) : JpegBlockOutputWriter
    {
        private readonly byte[][] _planes = [.. Enumerable.Range(0, components).Select(_ => new byte[width * height])];

        public byte[] this[int component] => _planes[component];

        public ReadOnlySpan<byte> Row(int component, int row) => _planes[component].AsSpan(row * width, width);

        public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
        {
            var columns = Math.Min(width - x, 8);
            var rows = Math.Min(height - y, 8);
            for (var row = 0; row < rows && columns > 0; row++)
            {
                var target = _planes[componentIndex].AsSpan(((y + row) * width) + x, columns);
                for (var column = 0; column < columns; column++)
                {
                    target[column] = Clamp(Unsafe.Add(ref blockRef, (row * 8) + column));
                }
            }
        }
    }
}
