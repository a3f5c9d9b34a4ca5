namespace OptosAdvance.Dicom.SampleImages;

/// <summary>Smooth noise that depends on nothing but its seed and the place.</summary>
internal readonly struct ValueNoise(int seed)
{
    /// <summary>Noise from −1 to 1 with features about one unit wide.</summary>
    internal double At(double x, double y)
    {
        double column = Math.Floor(x);
        double row = Math.Floor(y);
        double across = Smooth(x - column);
        double down = Smooth(y - row);
        int i = (int)column;
        int j = (int)row;
        double top = Corner(i, j) + (Corner(i + 1, j) - Corner(i, j)) * across;
        double bottom = Corner(i, j + 1) + (Corner(i + 1, j + 1) - Corner(i, j + 1)) * across;
        return top + (bottom - top) * down;
    }

    private static double Smooth(double part) => part * part * (3 - 2 * part);

    private double Corner(int i, int j)
    {
        uint hash = (uint)seed * 0x9E3779B9u ^ (uint)i * 0x85EBCA6Bu ^ (uint)j * 0xC2B2AE35u;
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6Du;
        hash ^= hash >> 12;
        hash *= 0x297A2D39u;
        hash ^= hash >> 15;
        return hash / (double)uint.MaxValue * 2 - 1;
    }
}
