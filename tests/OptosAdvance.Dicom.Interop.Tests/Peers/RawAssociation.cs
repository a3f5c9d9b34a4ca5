using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>An upper layer written by hand: it breaks off where no well-behaved peer would.</summary>
internal sealed class RawAssociation : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };

    private NetworkStream Stream => _client.GetStream();

    /// <summary>Connects and asks for one context (secondary capture, explicit VR little endian); returns once it is accepted.</summary>
    public static async Task<RawAssociation> OpenAsync(int port, string called, string calling)
    {
        var association = new RawAssociation();
        await association._client.ConnectAsync("127.0.0.1", port);
        await association.SendAsync(0x01, AssociateRequest(called, calling));
        var answer = await association.ReadPduTypeAsync();
        Assert.Equal((byte)0x02, answer);
        return association;
    }

    /// <summary>Sends the C-STORE command and the first bytes of the data set, never the last fragment.</summary>
    public async Task StoreBeginningAsync(TestInstance instance, ReadOnlyMemory<byte> beginning)
    {
        await SendDataAsync(0x03, StoreCommand(instance.SopInstanceUid));
        for (var sent = 0; sent < beginning.Length; sent += 16000)
            await SendDataAsync(0x00, beginning.Slice(sent, Math.Min(16000, beginning.Length - sent)));
    }

    /// <summary>A-ABORT by the service user (PS3.8 9.3.8).</summary>
    public Task AbortAsync() => SendAsync(0x07, new byte[4]);

    /// <summary>Type of the next PDU, or null when the peer has closed the connection.</summary>
    public async Task<byte?> ReadPduTypeAsync()
    {
        var header = new byte[6];
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        if (await Stream.ReadAtLeastAsync(header, 6, throwOnEndOfStream: false, timeout.Token) < 6) return null;
        await Stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))], timeout.Token);
        return header[0];
    }

    public async Task SendAsync(byte type, ReadOnlyMemory<byte> content)
    {
        var pdu = new byte[6 + content.Length];
        pdu[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)content.Length);
        content.CopyTo(pdu.AsMemory(6));
        await Stream.WriteAsync(pdu);
    }

    /// <summary>Bytes as they are, without a PDU around them.</summary>
    public ValueTask SendBytesAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes);

    public void Dispose() => _client.Dispose();

    private Task SendDataAsync(byte control, ReadOnlyMemory<byte> value)
    {
        var item = new byte[6 + value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(item, (uint)value.Length + 2);
        item[4] = 1;
        item[5] = control;
        value.CopyTo(item.AsMemory(6));
        return SendAsync(0x04, item);
    }

    private static byte[] AssociateRequest(string called, string calling)
    {
        byte[] context =
        [
            1, 0, 0, 0,
            .. Item(0x30, Encoding.ASCII.GetBytes(TestInstance.SopClassUid)),
            .. Item(0x40, Encoding.ASCII.GetBytes(TestInstance.TransferSyntaxUid)),
        ];
        byte[] user = [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, "2.25.1"u8.ToArray())];
        return
        [
            0, 1, 0, 0,
            .. Encoding.ASCII.GetBytes(called.PadRight(16)),
            .. Encoding.ASCII.GetBytes(calling.PadRight(16)),
            .. new byte[32],
            .. Item(0x10, "1.2.840.10008.3.1.1.1"u8.ToArray()),
            .. Item(0x20, context),
            .. Item(0x50, user),
        ];
    }

    private static byte[] Item(byte type, byte[] content) => [type, 0, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    private static byte[] StoreCommand(string sopInstanceUid)
    {
        byte[] rest =
        [
            .. Element(0x0002, Text(TestInstance.SopClassUid)),
            .. Element(0x0100, [0x01, 0x00]),
            .. Element(0x0110, [0x01, 0x00]),
            .. Element(0x0700, [0x00, 0x00]),
            .. Element(0x0800, [0x01, 0x00]),
            .. Element(0x1000, Text(sopInstanceUid)),
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)rest.Length);
        return [.. Element(0x0000, length), .. rest];
    }

    private static byte[] Text(string uid) => Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0');

    private static byte[] Element(ushort element, byte[] value) =>
        [0, 0, (byte)element, (byte)(element >> 8), (byte)value.Length, 0, 0, 0, .. value];
}
