namespace OptosAdvance.Dicom.Host;

internal sealed partial class IncomingFile
{
    /// <summary>What may stand beside the longest value.</summary>
    private const int SpareSlack = 8 << 10;

    private bool TryOpenSpare(long length)
    {
        if (!Volume.Spares.TryTake(length, out var spare))
        {
            return false;
        }

        try
        {
            _handle = File.OpenHandle(Volume.TemporaryPath(spare.Name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.None);
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        Name = spare.Name;
        _spareLength = spare.Length;
        _hasFile = true;
        return true;
    }

    /// <summary>What is left of a spare file goes, and with it its mark.</summary>
    private void CutToLength()
    {
        if (IsSpare)
        {
            RandomAccess.SetLength(_handle!, Length);
            _spareLength = 0;
        }
    }
}
