using System.Runtime.CompilerServices;
using JpegLibrary;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>Hands blocks of an RGB image to the compressor as Y, Cb and Cr (ITU-R BT.601, full range). Beyond the image its edge is repeated.</summary>
internal sealed class YCbCrReader(RgbImage image) : JpegBlockInputReader
{
    private const int BlockSide = 8;

    public override int Width => image.Width;

    public override int Height => image.Height;

    public override void ReadBlock(ref short blockRef, int componentIndex, int x, int y)
    {
        byte[] samples = image.Samples;
        for (int row = 0; row < BlockSide; row++)
        {
            int line = Math.Min(y + row, image.Height - 1) * image.Width;
            for (int column = 0; column < BlockSide; column++)
            {
                int at = (line + Math.Min(x + column, image.Width - 1)) * 3;
                double value = componentIndex switch
                {
                    0 => 0.299 * samples[at] + 0.587 * samples[at + 1] + 0.114 * samples[at + 2],
                    1 => 128 - 0.168736 * samples[at] - 0.331264 * samples[at + 1] + 0.5 * samples[at + 2],
                    _ => 128 + 0.5 * samples[at] - 0.418688 * samples[at + 1] - 0.081312 * samples[at + 2],
                };
                Unsafe.Add(ref blockRef, row * BlockSide + column) = (short)Math.Clamp(value + 0.5, 0, 255);
            }
        }
    }
}
