namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("optos-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
