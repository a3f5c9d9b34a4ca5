namespace OptosAdvance.Dicom.Host;

/// <summary>Where data sets lie that are converted before they are sent; empty when the host starts.</summary>
internal sealed class SendFolder
{
    public SendFolder(ApplianceDirectory directory)
    {
        Path = PrivateDirectory.Create(System.IO.Path.Combine(directory.Path, "outgoing"));
        foreach (var left in Directory.EnumerateFiles(Path))
        {
            File.Delete(left);
        }
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }
}
