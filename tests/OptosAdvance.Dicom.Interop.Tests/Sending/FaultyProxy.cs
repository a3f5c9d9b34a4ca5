using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Stands between a sender and an archive, knows the PDUs that pass, and hangs up where it is told to: one place per connection, then it behaves.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private const byte AssociateRequest = 1;
    private const byte Data = 4;
    private const byte ReleaseRequest = 5;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Stage> _stages;
    private readonly int _archivePort;
    private readonly Task _accepting;

    public FaultyProxy(int archivePort, params Stage[] stages)
    {
        _archivePort = archivePort;
        _stages = new Queue<Stage>(stages);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal enum Stage
    {
        /// <summary>The association is asked for and not answered.</summary>
        BeforeAccept,

        /// <summary>In the middle of a P-DATA-TF PDU.</summary>
        MiddleOfPdu,

        /// <summary>The archive has an instance and its response does not come through.</summary>
        BeforeLastResponse,

        /// <summary>The release is asked for and not answered.</summary>
        DuringRelease,

        /// <summary>No fault.</summary>
        None,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Faults that are still to come.</summary>
    public int Left => _stages.Count;

    /// <summary>After so many responses the next one does not come through.</summary>
    public int ResponsesBefore { get; init; } = 2;

    /// <summary>Responses that came through, of all connections.</summary>
    public int Responses { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var sender = await _listener.AcceptTcpClientAsync(_stop.Token);
                using var archive = new TcpClient { NoDelay = true };
                sender.NoDelay = true;
                await archive.ConnectAsync(IPAddress.Loopback, _archivePort, _stop.Token);
                var stage = _stages.TryDequeue(out var next) ? next : Stage.None;
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var forth = RelayAsync(sender, archive, (type, _) => FaultForth(stage, type), over.Token);
                var back = RelayAsync(archive, sender, (type, count) => FaultBack(stage, type, count), over.Token);
                await Task.WhenAny(forth, back);

                // A half-closed connection is let run out, so that the end of an orderly release comes through.
                await Task.WhenAny(Task.WhenAll(forth, back), Task.Delay(200, CancellationToken.None));
                await over.CancelAsync();
                await Task.WhenAll(forth, back);
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested && (e is OperationCanceledException or SocketException or ObjectDisposedException))
        {
            // The end of the test.
        }
    }

    /// <summary>How much of a PDU comes through before the line is cut: null for all of it, and no cut.</summary>
    private static int? FaultForth(Stage stage, byte type) => (stage, type) switch
    {
        (Stage.BeforeAccept, AssociateRequest) or (Stage.DuringRelease, ReleaseRequest) => 0,
        (Stage.MiddleOfPdu, Data) => 20,
        _ => null,
    };

    private int? FaultBack(Stage stage, byte type, int count)
    {
        if (type != Data)
        {
            return null;
        }

        if (stage == Stage.BeforeLastResponse && count > ResponsesBefore)
        {
            return 0;
        }

        Responses++;
        return null;
    }

    private static async Task RelayAsync(TcpClient from, TcpClient to, Func<byte, int, int?> fault, CancellationToken cancellationToken)
    {
        try
        {
            var input = from.GetStream();
            var output = to.GetStream();
            var header = new byte[6];
            var dataCount = 0;
            while (await input.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) == header.Length)
            {
                dataCount += header[0] == Data ? 1 : 0;
                var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
                await input.ReadExactlyAsync(body, cancellationToken);
                byte[] pdu = [.. header, .. body];
                if (fault(header[0], dataCount) is { } part)
                {
                    await output.WriteAsync(pdu.AsMemory(0, part), cancellationToken);
                    from.Close();
                    to.Close();
                    return;
                }

                await output.WriteAsync(pdu, cancellationToken);
            }

            // Not through the client, which has no socket any more once the other direction has closed it.
            output.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or SocketException or InvalidOperationException)
        {
            // One of them has hung up.
        }
    }
}
