namespace OptosAdvance.Dicom.Core;

/// <summary>
/// Smooths components that were sampled at half the resolution and repeated to full size: each sample takes a quarter of its neighbour's value, so
/// that colours have no steps of two pixels. This is how the decoders that the field uses do it, and how their images look.
/// </summary>
internal static class ChromaUpsampling
{
    /// <summary>Smooths a plane in place. Ratios other than 2 by 1 and 2 by 2 stay as they are.</summary>
    public static void Smooth(Span<byte> plane, int width, int height, int horizontal, int vertical)
    {
        if (horizontal != 2 || vertical is not (1 or 2) || width < 3)
        {
            return;
        }

        var columns = (width + 1) / 2;
        if (vertical == 1)
        {
            var samples = new byte[columns];
            for (var y = 0; y < height; y++)
            {
                SmoothRow(plane.Slice(y * width, width), samples);
            }

            return;
        }

        SmoothBoth(plane, width, height, columns);
    }

    private static void SmoothRow(Span<byte> row, byte[] samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = row[2 * i];
        }

        for (var x = 0; x < row.Length; x++)
        {
            var i = x / 2;
            var isLeft = (x & 1) == 0;
            var neighbour = isLeft ? i - 1 : i + 1;
            row[x] = neighbour < 0 || neighbour >= samples.Length
                ? samples[i]
                : (byte)(((3 * samples[i]) + samples[neighbour] + (isLeft ? 1 : 2)) >> 2);
        }
    }

    private static void SmoothBoth(Span<byte> plane, int width, int height, int columns)
    {
        var rows = (height + 1) / 2;
        var samples = new byte[columns * rows];
        for (var j = 0; j < rows; j++)
        {
            for (var i = 0; i < columns; i++)
            {
                samples[(j * columns) + i] = plane[(2 * j * width) + (2 * i)];
            }
        }

        var sums = new int[columns];
        for (var y = 0; y < height; y++)
        {
            var j = y / 2;
            var near = samples.AsSpan(j * columns, columns);
            var far = samples.AsSpan(Math.Clamp((y & 1) == 0 ? j - 1 : j + 1, 0, rows - 1) * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                sums[i] = (3 * near[i]) + far[i];
            }

            var row = plane.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var i = x / 2;
                var isLeft = (x & 1) == 0;
                var neighbour = isLeft ? i - 1 : i + 1;
                row[x] = neighbour < 0 || neighbour >= columns
                    ? (byte)(((4 * sums[i]) + (isLeft ? 8 : 7)) >> 4)
                    : (byte)(((3 * sums[i]) + sums[neighbour] + (isLeft ? 8 : 7)) >> 4);
            }
        }
    }
}
