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

    /// <summary>Path of the socket; null where a pipe is used, and while no host has said where a socket is that does not fit in its place.</summary>
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

        var endpoint = new ControlEndpoint(data, null, null);
        return new ControlEndpoint(data, null, endpoint.PreferredSocketPath ?? endpoint.ReadPointer());
    }

    /// <summary>The socket in the data directory; null when that path is too long for a socket, and on Windows.</summary>
    internal string? PreferredSocketPath
    {
        get
        {
            var path = Path.Combine(ControlDirectory, "optosd.sock");
            return PipeName is null && Encoding.UTF8.GetByteCount(path) <= MaximumSocketPathLength ? path : null;
        }
    }

    /// <summary>The path of the socket, or the pipe's.</summary>
    public override string ToString() => SocketPath ?? (PipeName is null ? PointerFile : @"\\.\pipe\" + PipeName);

    private string? ReadPointer() => File.Exists(PointerFile) ? File.ReadAllText(PointerFile).Trim() : null;

    private static string ShortHash(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(8).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
