using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A real file system of a few megabytes (ext4 in a file), mounted at a folder of the test; only root may do that.</summary>
internal sealed class SmallVolume : IAsyncDisposable
{
    /// <summary>EXT4_IOC_SHUTDOWN, and with it: what is not written yet never will be.</summary>
    private const nuint Shutdown = 0x8004587D;
    private const uint WithoutFlush = 2;

    private readonly string _image;
    private readonly List<string> _devices = [];

    private SmallVolume(string image, string path)
    {
        _image = image;
        Path = path;
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Free bytes, as anybody is told.</summary>
    public long Free => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Makes and mounts it; the running test is skipped where that is not possible.</summary>
    public static async Task<SmallVolume> MountAsync(TemporaryFolder folder, int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a volume of its own.");
        var image = folder["volume.img"];
        await using (var file = File.Create(image))
            file.SetLength((long)megabytes << 20);
        var volume = new SmallVolume(image, folder.Folder("volume"));
        await RunAsync("mkfs.ext4", "e2fsprogs", "-q", "-m", "0", image);
        try
        {
            await volume.PlugInAsync();
            await volume.AttachAsync();
            return volume;
        }
        catch
        {
            await volume.DisposeAsync();
            throw;
        }
    }

    public Task AttachAsync() => RunAsync("mount", "mount", _devices[^1], Path);

    /// <summary>Takes it away under whoever uses it; what remains is the empty folder.</summary>
    public Task DetachAsync() => RunAsync("umount", "mount", "--lazy", Path);

    /// <summary>Has its device drop out, with all that was not flushed; what is open on it fails from now on.</summary>
    public void PullOut()
    {
        using var file = File.OpenHandle(Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).First());
        var how = WithoutFlush;
        if (Control(file, Shutdown, ref how) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Makes its device known, anew after it was pulled out.</summary>
    public async Task PlugInAsync()
    {
        var setup = await PeerProcess.RunAsync(Tool.Require("losetup", "mount"), ["--find", "--show", _image]);
        Assert.SkipUnless(setup.ExitCode == 0, $"No loop device is to be had here: {setup.Output}");
        _devices.Add(setup.Output.Trim());
    }

    /// <summary>Uses up space, as another program would, until no more than so much is left.</summary>
    public string Fill(long left)
    {
        var path = System.IO.Path.Combine(Path, "filler-" + Guid.NewGuid().ToString("N"));
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 << 10];
        try
        {
            while (Free > left)
            {
                file.Write(block.AsSpan(0, (int)Math.Clamp(Free - left, 1, block.Length)));
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException) when (left == 0)
        {
            // Full to the brim, as wanted.
        }

        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await PeerProcess.RunAsync(Tool.Require("umount", "mount"), ["--lazy", Path]);
        foreach (var device in _devices) await PeerProcess.RunAsync(Tool.Require("losetup", "mount"), ["--detach", device]);
    }

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, nuint request, ref uint argument);

    private static async Task RunAsync(string program, string package, params string[] arguments)
    {
        var result = await PeerProcess.RunAsync(Tool.Require(program, package), arguments);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {result.Output}");
    }
}
