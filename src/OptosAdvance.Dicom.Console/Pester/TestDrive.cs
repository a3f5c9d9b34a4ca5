using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>The drive <c>TestDrive:</c> of a test file: a folder that goes with the file, and in which each block leaves nothing behind.</summary>
internal sealed class TestDrive : IDisposable
{
    private const string Name = "TestDrive";

    private readonly PSCmdlet command;

    public TestDrive(PSCmdlet command)
    {
        this.command = command;
        Path = Directory.CreateTempSubdirectory("optos-pester-").FullName;
        var provider = command.SessionState.Provider.GetOne("FileSystem");
        command.SessionState.Drive.New(new PSDriveInfo(Name, provider, Path, "", credential: null), "Global");
    }

    public string Path { get; }

    public IReadOnlySet<string> Snapshot() =>
        Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).ToHashSet();

    /// <summary>Removes what was not there.</summary>
    public void Restore(IReadOnlySet<string> before)
    {
        foreach (var entry in Snapshot().Except(before).OrderByDescending(entry => entry.Length))
        {
            if (File.Exists(entry))
            {
                File.Delete(entry);
            }
            else if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
        }
    }

    public void Dispose()
    {
        command.SessionState.Drive.Remove(Name, force: true, "Global");
        Directory.Delete(Path, recursive: true);
    }
}
