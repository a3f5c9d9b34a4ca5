using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// Where the host of a data directory answers: a named pipe on Windows, a Unix domain socket elsewhere
/// (<c>control/optosd.sock</c> in the data directory, or where <c>control/endpoint</c> says when that path is too long for a socket).
/// </summary>
public sealed record ControlEndpoint
{
    /// <summary>Longest path of a socket in bytes that every platform takes (sun_path less its terminator, with room).</summary>
    public const int MaximumSocketPathLength = 100;

    private ControlEndpoint(string dataDirectory, string? pipeName, string? socketPath)
    {
        DataDirectory = dataDirectory;
        PipeName = pipeName;
        SocketPath = socketPath;
    }

    /// <summary>Data directory of the host; absolute.</summary>
    public string DataDirectory { get; }

    /// <summary>Name of the pipe, without <c>\\.\pipe\</c>; null where a socket is used.</summary>
    public string? PipeName { get; }

    /// <summary>Path of the socket; null where a pipe is used.</summary>
    public string? SocketPath { get; }

    /// <summary>Folder below the data directory that belongs to the control endpoint.</summary>
    public string ControlDirectory => Path.Combine(DataDirectory, "control");

    /// <summary>File that names the socket when it is not in <see cref="ControlDirectory"/>.</summary>
    public string PointerFile => Path.Combine(ControlDirectory, "endpoint");

    /// <summary>The endpoint of a data directory.</summary>
    /// <param name="dataDirectory">A directory; null for the default (<see cref="Contracts.DataDirectory.Resolve"/>).</param>
    public static ControlEndpoint ForDataDirectory(string? dataDirectory = null)
    {
        var data = Contracts.DataDirectory.Resolve(dataDirectory);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new ControlEndpoint(data, "optosd-" + ShortHash(data.ToUpperInvariant()), null);
        }

        var preferred = Path.Combine(data, "control", "optosd.sock");
        if (Encoding.UTF8.GetByteCount(preferred) <= MaximumSocketPathLength)
        {
            return new ControlEndpoint(data, null, preferred);
        }

        var pointer = Path.Combine(data, "control", "endpoint");
        var socket = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : ShortSocketPath(data);
        return new ControlEndpoint(data, null, socket);
    }

    /// <summary>The path of the socket, or the pipe's.</summary>
    public override string ToString() => SocketPath ?? @"\\.\pipe\" + PipeName;

    private static string ShortSocketPath(string dataDirectory)
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var root = string.IsNullOrEmpty(runtime) || Encoding.UTF8.GetByteCount(runtime) > 50 ? "/tmp" : runtime;
        return Path.Combine(root, $"optosd-{Environment.UserName}-{ShortHash(dataDirectory)}", "optosd.sock");
    }

    private static string ShortHash(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(8).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
