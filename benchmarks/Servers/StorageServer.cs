using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>A server in a process and a store of its own.</summary>
internal abstract class StorageServer : IAsyncDisposable
{
    private Process? _process;

    protected StorageServer(string folder, string aeTitle)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        Address = new ServerAddress(aeTitle, FreePort());
    }

    public ServerAddress Address { get; }

    public int ProcessId => _process!.Id;

    protected string Folder { get; }

    /// <summary>Folder below which every instance is a file.</summary>
    protected abstract string Store { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = Launch();
        for (var begin = Stopwatch.GetTimestamp(); ;)
        {
            if (_process.HasExited)
            {
                throw new BenchmarkException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}.");
            }

            if (await ListensAsync(cancellationToken))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(begin) > TimeSpan.FromSeconds(30))
            {
                throw new BenchmarkException($"{_process.StartInfo.FileName} does not listen.");
            }

            await Task.Delay(25, cancellationToken);
        }
    }

    /// <summary>Files of the store that are large enough to be an instance.</summary>
    public int CountStored(long minimumLength) =>
        new DirectoryInfo(Store).EnumerateFiles("*", SearchOption.AllDirectories).Count(file => file.Length >= minimumLength && file.Name != "index.dat");

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    protected abstract Process Launch();

    protected static Process Run(string program, IEnumerable<string> arguments, bool noDelay)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("TCP_NODELAY");
        if (noDelay)
        {
            // DCMTK leaves Nagle on unless told so here; Orthanc is built on it.
            start.Environment["TCP_NODELAY"] = "1";
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    protected virtual async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        // Looked up rather than connected to: a connection without a request would be one more association.
        var port = Address.Port.ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var table in new[] { "/proc/net/tcp", "/proc/net/tcp6" })
        {
            foreach (var line in await File.ReadAllLinesAsync(table, cancellationToken))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 3 && fields[1].EndsWith(":" + port, StringComparison.Ordinal) && fields[3] == "0A")
                {
                    return true;
                }
            }
        }

        return false;
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
