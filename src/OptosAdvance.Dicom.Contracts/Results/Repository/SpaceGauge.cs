namespace OptosAdvance.Dicom.Contracts;

/// <summary>Draws free space against the watermarks.</summary>
internal static class SpaceGauge
{
    private const int Width = 40;

    /// <summary>A bar that fills from the left; <c>H</c>, <c>L</c> and <c>C</c> stand where the volume is filled up to that mark.</summary>
    /// <returns>Empty when the volume is not known.</returns>
    public static string Draw(long total, long free, long high, long low, long critical)
    {
        if (total <= 0)
        {
            return "";
        }

        var bar = new char[Width];
        var used = total - Math.Max(0, Math.Min(free, total));
        var filled = (int)Math.Round((double)used / total * Width);
        for (var i = 0; i < Width; i++)
        {
            bar[i] = i < filled ? '#' : '.';
        }

        // The graver mark wins where two fall together.
        Put(bar, total, high, 'H');
        Put(bar, total, low, 'L');
        Put(bar, total, critical, 'C');
        return $"[{new string(bar)}]";
    }

    private static void Put(char[] bar, long total, long mark, char letter)
    {
        var position = (int)Math.Round((1 - ((double)Math.Min(mark, total) / total)) * Width);
        bar[Math.Min(position, Width - 1)] = letter;
    }
}
