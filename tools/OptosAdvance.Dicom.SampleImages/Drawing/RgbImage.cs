namespace OptosAdvance.Dicom.SampleImages;

/// <summary>An image of 8-bit red, green and blue samples, interleaved, rows from the top.</summary>
internal sealed class RgbImage(int width, int height)
{
    internal int Width { get; } = width;

    internal int Height { get; } = height;

    internal byte[] Samples { get; } = new byte[width * height * 3];

    internal void Set(int x, int y, double red, double green, double blue)
    {
        int at = (y * Width + x) * 3;
        Samples[at] = ToByte(red);
        Samples[at + 1] = ToByte(green);
        Samples[at + 2] = ToByte(blue);
    }

    /// <summary>Mixes a colour over what is there.</summary>
    /// <param name="x">Column; outside the image nothing happens.</param>
    /// <param name="y">Row; outside the image nothing happens.</param>
    /// <param name="colour">Red, green, blue, 0–255.</param>
    /// <param name="opacity">0–1.</param>
    internal void Blend(int x, int y, (double Red, double Green, double Blue) colour, double opacity)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
        {
            return;
        }
        int at = (y * Width + x) * 3;
        Samples[at] = ToByte(Samples[at] + (colour.Red - Samples[at]) * opacity);
        Samples[at + 1] = ToByte(Samples[at + 1] + (colour.Green - Samples[at + 1]) * opacity);
        Samples[at + 2] = ToByte(Samples[at + 2] + (colour.Blue - Samples[at + 2]) * opacity);
    }

    private static byte ToByte(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);
}
