namespace OptosAdvance.Dicom.Dsc.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("optosdsc-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
