namespace OptosAdvance.Dicom.Host;

/// <summary>Makes spare files.</summary>
internal static class SpareFileMaker
{
    private static readonly byte[] s_zeros = new byte[256 << 10];

    /// <summary>Makes some, has their blocks written by the device, and adds them to the stock.</summary>
    /// <param name="volume">Where.</param>
    /// <param name="length">Bytes of each.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="IOException">The volume is full or broken; none of these is left, or those that cannot be deleted are in the stock.</exception>
    public static void Make(StorageVolume volume, long length, int count)
    {
        var made = new List<string>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                var name = SpareFile.NextName(volume);
                made.Add(name);
                using var file = File.OpenHandle(volume.TemporaryPath(name), FileMode.CreateNew, FileAccess.Write);
                for (long position = 0; position < length; position += s_zeros.Length)
                {
                    RandomAccess.Write(file, s_zeros.AsSpan(0, (int)Math.Min(s_zeros.Length, length - position)), position);
                }
            }

            volume.Flush.FlushVolume();
        }
        catch
        {
            foreach (var name in made)
            {
                Remove(volume, new SpareFile(name, length));
            }

            throw;
        }

        foreach (var name in made)
        {
            volume.Spares.Add(new SpareFile(name, length));
        }
    }

    /// <summary>What cannot be deleted, because the device has gone, is nobody's else: it goes with the stock. Used it is as good as a new file.</summary>
    private static void Remove(StorageVolume volume, SpareFile spare)
    {
        try
        {
            File.Delete(volume.TemporaryPath(spare.Name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            volume.Spares.Add(spare);
        }
    }
}
