using System.Net.Sockets;
using System.Runtime.Versioning;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A Unix domain socket with mode 0600 in a directory with mode 0700.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixControlListener : IControlListener
{
    private const int Backlog = 128;

    private readonly Socket _socket;
    private readonly string _path;
    private readonly string? _temporaryDirectory;
    private readonly string? _pointerFile;

    private UnixControlListener(Socket socket, string path, string? temporaryDirectory, string? pointerFile)
    {
        _socket = socket;
        _path = path;
        _temporaryDirectory = temporaryDirectory;
        _pointerFile = pointerFile;
    }

    /// <summary>Opens the endpoint of a data directory. Its lock is held, so a socket that is there was left by a host that died.</summary>
    /// <exception cref="HostStartException">It cannot be opened.</exception>
    public static UnixControlListener Open(ControlEndpoint endpoint)
    {
        PrivateDirectory.CreateOwnerOnly(endpoint.ControlDirectory);
        string? temporary = null;
        try
        {
            var path = endpoint.PreferredSocketPath;
            if (path is null)
            {
                RemoveLeftovers(endpoint);
                temporary = Directory.CreateTempSubdirectory("optosd-").FullName;
                path = Path.Combine(temporary, "optosd.sock");
            }

            File.Delete(path);
            var socket = Bind(path);
            if (temporary is not null)
            {
                DurableFile.Replace(endpoint.PointerFile, System.Text.Encoding.UTF8.GetBytes(path + "\n"));
            }
            else
            {
                File.Delete(endpoint.PointerFile);
            }

            return new UnixControlListener(socket, path, temporary, temporary is null ? null : endpoint.PointerFile);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The control endpoint of '{endpoint.DataDirectory}' cannot be opened: {e.Message}", inner: e);
        }
    }

    public async Task<ControlConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        Socket client;
        try
        {
            client = await _socket.AcceptAsync(cancellationToken);
        }
        catch (SocketException e)
        {
            throw new IOException($"A caller could not be accepted: {e.Message}", e);
        }

        try
        {
            var peer = UnixPeer.Of(client);
            return new ControlConnection(new NetworkStream(client, ownsSocket: true), () => peer.Name, peer.IsOwnerOrRoot);
        }
        catch (SocketException e)
        {
            client.Dispose();
            throw new IOException($"A caller could not be identified: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
        if (_temporaryDirectory is not null)
        {
            File.Delete(_pointerFile!);
            Directory.Delete(_temporaryDirectory);
        }
    }

    private static Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Until the mode is set the directory keeps others out.
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What a host that died left behind in the temporary directory.</summary>
    private static void RemoveLeftovers(ControlEndpoint endpoint)
    {
        if (endpoint.SocketPath is { } old && Path.GetFileName(Path.GetDirectoryName(old)) is { } name &&
            name.StartsWith("optosd-", StringComparison.Ordinal) && File.Exists(old))
        {
            File.Delete(old);
            Directory.Delete(Path.GetDirectoryName(old)!);
        }
    }
}
