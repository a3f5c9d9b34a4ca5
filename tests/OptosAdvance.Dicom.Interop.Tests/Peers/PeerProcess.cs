using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A real peer in a process of its own; its output is kept, and it does not outlive the test.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly SemaphoreSlim _outputGrew = new(0);
    private readonly Task _reading;

    private PeerProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(CollectAsync(process.StandardOutput), CollectAsync(process.StandardError));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static PeerProcess Start(
        string fileName, IEnumerable<string> arguments, string? workingDirectory = null, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(fileName)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? Path.GetTempPath(),
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // DCMTK and Orthanc leave Nagle's algorithm on, which costs 40 ms per message against a peer that delays its ACKs.
        start.Environment["TCP_NODELAY"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start.");
        process.StandardInput.Close();
        return new PeerProcess(process);
    }

    public static async Task<PeerResult> RunAsync(string fileName, IEnumerable<string> arguments, TimeSpan? limit = null)
    {
        await using var peer = Start(fileName, arguments);
        return await peer.WaitForExitAsync(limit);
    }

    public async Task<PeerResult> WaitForExitAsync(TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? Patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            await _reading.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end in time:{Environment.NewLine}{Output}");
        }

        return new PeerResult(_process.ExitCode, Output);
    }

    /// <summary>Waits until the peer has printed a text.</summary>
    public async Task WaitForOutputAsync(string text, TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? Patience);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited && _reading.IsCompleted)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended without printing '{text}':{Environment.NewLine}{Output}");
            try
            {
                await _outputGrew.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{_process.StartInfo.FileName} did not print '{text}' in time:{Environment.NewLine}{Output}");
            }
        }
    }

    /// <summary>Waits until the peer accepts TCP connections on a port of the loopback address.</summary>
    public Task WaitForPortAsync(int port, TimeSpan? limit = null) => WaitUntilAsync(
        async () =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        },
        $"listen at port {port}",
        limit);

    /// <summary>Waits for a state of the peer that can only be polled; fails at once when its process ends.</summary>
    public async Task WaitUntilAsync(Func<Task<bool>> reached, string what, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await reached())
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended ({_process.ExitCode}) before it could {what}:{Environment.NewLine}{Output}");
            if (clock.Elapsed > (limit ?? Patience))
                throw new TimeoutException($"{_process.StartInfo.FileName} did not {what} in time:{Environment.NewLine}{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Ends the process at once, without a chance to tidy up (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _reading;
        _process.Dispose();
        _outputGrew.Dispose();
    }

    private async Task CollectAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output) _output.AppendLine(line);
            _outputGrew.Release();
        }
    }
}
