using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>A peer that sends whatever bytes it likes.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;

    private RawPeer(Socket socket) => _socket = socket;

    public static async Task<RawPeer> ConnectAsync(DicomListener listener)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(listener.LocalEndPoint);
        return new RawPeer(socket);
    }

    /// <summary>A listening socket and the port it has.</summary>
    public static (Socket Listener, int Port) Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return (listener, ((IPEndPoint)listener.LocalEndPoint!).Port);
    }

    public static async Task<RawPeer> AcceptAsync(Socket listener) => new(await listener.AcceptAsync());

    /// <summary>Opens an association for CT storage (context 1) and verification (context 3).</summary>
    public static async Task<RawPeer> AssociateAsync(DicomListener listener, uint maximumPdu = 16384, AsynchronousOperationsWindow? window = null)
    {
        var peer = await ConnectAsync(listener);
        await peer.SendAsync(new AssociateRequestPdu
        {
            CalledAETitle = "RECEIVER",
            CallingAETitle = "RAW",
            PresentationContexts =
            [
                new PresentationContext(1, Peers.Ct, [Peers.ImplicitLittleEndian]),
                new PresentationContext(3, DicomUid.Verification, [Peers.ImplicitLittleEndian]),
            ],
            UserInformation = new UserInformation { MaximumPduLength = maximumPdu, ImplementationClassUid = new DicomUid("1.2.3"), AsynchronousOperationsWindow = window },
        });
        Assert.Equal(PduType.AssociateAccept, (await peer.ReadAsync()).Type);
        return peer;
    }

    public Task SendAsync(Pdu pdu) => SendAsync(PduWriter.Write(pdu));

    public async Task SendAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent));
    }

    public static byte[] Fragment(byte contextId, bool isCommand, bool isLast, params byte[] bytes)
    {
        var pdu = new byte[12 + bytes.Length];
        PdvHeader.WritePdu(pdu, bytes.Length, contextId, isCommand, isLast);
        bytes.CopyTo(pdu, 12);
        return pdu;
    }

    public static byte[] Command(CommandSet command)
    {
        var writer = new ArrayBufferWriter<byte>();
        CommandWriter.Write(writer, command);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] Echo(ushort id) =>
        Fragment(3, true, true, Command(new CommandSet { Field = CommandField.CEchoRequest, MessageId = id, AffectedSopClassUid = DicomUid.Verification }));

    public static byte[] Store(ushort id) => Fragment(1, true, true, Command(new CommandSet
    {
        Field = CommandField.CStoreRequest,
        MessageId = id,
        AffectedSopClassUid = Peers.Ct,
        AffectedSopInstanceUid = new DicomUid("1.2.3"),
        HasDataSet = true,
        Priority = 0,
    }));

    /// <summary>The next PDU; type 0 when the connection is closed.</summary>
    public async Task<(PduType Type, byte[] Body)> ReadAsync()
    {
        var header = await ReadExactlyAsync(6);
        if (header is null)
            return (0, []);
        var body = await ReadExactlyAsync((int)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2)));
        return body is null ? (0, []) : ((PduType)header[0], body);
    }

    /// <summary>The next command set, which must be in one fragment.</summary>
    public async Task<CommandSet> ReadCommandAsync()
    {
        var (type, body) = await ReadAsync();
        Assert.Equal(PduType.DataTransfer, type);
        Assert.Equal(3, body[5]);
        return CommandReader.Read(body.AsSpan(6), default);
    }

    /// <summary>Expects an A-ABORT with this source and reason, and then the end.</summary>
    public async Task ExpectAbortAsync(AbortSource source, AbortReason reason)
    {
        var (type, body) = await ReadAsync();
        Assert.Equal(PduType.Abort, type);
        Assert.Equal((source, reason), ((AbortSource)body[2], (AbortReason)body[3]));
    }

    public async Task<bool> IsClosedByPeerAsync()
    {
        try
        {
            return await _socket.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(15)) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Close() => _socket.Close();

    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> ReadExactlyAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            try
            {
                var n = await _socket.ReceiveAsync(bytes.AsMemory(read), limit.Token);
                if (n == 0)
                    return null;
                read += n;
            }
            catch (SocketException)
            {
                return null;
            }
        }

        return bytes;
    }
}
