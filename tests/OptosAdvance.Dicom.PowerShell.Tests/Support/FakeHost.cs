using System.IO.Pipes;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;
using StreamJsonRpc;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>A <see cref="FakeControl"/> behind the control endpoint of a data directory of its own.</summary>
internal sealed class FakeHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporaryFolder _data = new();
    private readonly ControlEndpoint _endpoint;
    private readonly Socket? _listener;
    private readonly Task _accepting;
    private readonly List<Task> _sessions = [];

    public FakeHost()
    {
        _endpoint = ControlEndpoint.ForDataDirectory(_data.Path);
        if (_endpoint.SocketPath is { } path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _listener.Bind(new UnixDomainSocketEndPoint(path));
            _listener.Listen();
        }

        Control.Status = Control.Status with { DataDirectory = _data.Path };
        _accepting = AcceptAsync();
    }

    public FakeControl Control { get; } = new();

    public string DataPath => _data.Path;

    /// <summary>Sessions that are open.</summary>
    public int OpenSessions => _sessions.Count(session => !session.IsCompleted);

    /// <summary>A session of a console whose commands talk to this host.</summary>
    public PowerShellSession Open()
    {
        var session = new PowerShellSession();
        session.Run($"Start-OptosDicomHost -DataPath '{DataPath}'").ThrowIfFailed();
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
        _data.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _sessions.Add(ServeAsync(await AcceptStreamAsync()));
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task<Stream> AcceptStreamAsync()
    {
        if (_listener is not null)
        {
            return new NetworkStream(await _listener.AcceptAsync(_stop.Token), ownsSocket: true);
        }

        var pipe = new NamedPipeServerStream(
            _endpoint.PipeName!, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        await pipe.WaitForConnectionAsync(_stop.Token);
        return pipe;
    }

    private async Task ServeAsync(Stream stream)
    {
        using var rpc = ControlRpc.Create(stream);
        var wire = new FakeWire(Control);
        rpc.AddLocalRpcTarget<IControlWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<IJobsWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<ISendingWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<IRepositoryWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<INotificationWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<IAuditWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<IQueryWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<IDesiredStateWire>(wire, new JsonRpcTargetOptions());
        rpc.AddLocalRpcTarget<ICommitmentWire>(wire, new JsonRpcTargetOptions());
        rpc.StartListening();
        await using var stop = _stop.Token.Register(rpc.Dispose);
        await rpc.Completion.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
