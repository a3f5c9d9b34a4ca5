namespace OptosAdvance.Dicom.Host;

/// <summary>A file of zeros that has its blocks on the device already, and waits to become an instance.</summary>
/// <param name="Name">Its name; see <see cref="StorageVolume.TemporaryPath"/>.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct SpareFile(string Name, long Length)
{
    private const string Extension = ".spare";

    /// <summary>A name for the next one.</summary>
    public static string NextName(StorageVolume volume) => volume.NextTemporaryName(Extension);

    /// <summary>Whether that is the name of one.</summary>
    public static bool IsName(string name) => name.EndsWith(Extension, StringComparison.Ordinal);
}
