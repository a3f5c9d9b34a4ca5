using System.Diagnostics;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Where the stores lie: an ext4 file system of its own in a loop image when it may be mounted, otherwise a folder.</summary>
/// <remarks>A journal matters: without one, making a file after files were deleted is many times slower.</remarks>
internal sealed class BenchmarkVolume : IDisposable
{
    private const long Length = 4L << 30;

    private readonly string _folder;
    private readonly bool _mounted;

    private BenchmarkVolume(string folder, string root, bool mounted, string description)
    {
        _folder = folder;
        _mounted = mounted;
        Root = root;
        Description = description;
    }

    public string Root { get; }

    /// <summary>Which file system it is, for people.</summary>
    public string Description { get; }

    public static BenchmarkVolume Create(string workFolder)
    {
        var folder = Directory.CreateTempSubdirectory("optos-benchmark-").FullName;
        if (Path.GetFullPath(workFolder) != Path.GetFullPath(Path.GetTempPath()))
        {
            Directory.Delete(folder);
            folder = Directory.CreateDirectory(Path.Combine(workFolder, Path.GetFileName(folder))).FullName;
        }

        var image = Path.Combine(folder, "volume.img");
        var root = Directory.CreateDirectory(Path.Combine(folder, "volume")).FullName;
        if (Environment.IsPrivilegedProcess && Fill(image) && Succeeds("mkfs.ext4", "-q", "-F", "-E", "nodiscard,lazy_itable_init=0,lazy_journal_init=0", image)
            && Succeeds("mount", "-o", "loop,noatime", image, root))
        {
            return new BenchmarkVolume(folder, root, true, "ext4 with a journal in a loop image of its own");
        }

        return new BenchmarkVolume(folder, root, false, $"{new DriveInfo(root).DriveFormat} of the folder for temporary files (no loop image may be mounted)");
    }

    /// <summary>Waits until what earlier runs have left to write is written.</summary>
    public static void Settle() => Succeeds("sync");

    public void Dispose()
    {
        if (_mounted && !Succeeds("umount", Root))
        {
            throw new BenchmarkException($"{Root} cannot be unmounted.");
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Every block is written once: a first write into a hole would cost the file system below a commit of its own journal, and be measured.</summary>
    private static bool Fill(string image)
    {
        try
        {
            using var file = File.OpenHandle(image, FileMode.CreateNew, FileAccess.Write);
            var zeros = new byte[4 << 20];
            for (var position = 0L; position < Length; position += zeros.Length)
            {
                RandomAccess.Write(file, zeros, position);
            }

            RandomAccess.FlushToDisk(file);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
