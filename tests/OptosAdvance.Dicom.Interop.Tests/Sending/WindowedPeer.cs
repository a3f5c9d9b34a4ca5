using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>
/// A storage provider written by hand that grants a window, holds every answer back until the window is full and nothing more comes, and answers what it
/// was told to in one burst. No tool of DCMTK grants a window.
/// </summary>
internal sealed class WindowedPeer : IAsyncDisposable
{
    public const string AETitle = "WINDOWED";

    /// <summary>So long nothing must come before it is taken that nothing more will.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<List<string>> _received = [];
    private readonly List<List<string>> _confirmed = [];
    private readonly Task _accepting;

    public WindowedPeer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it grants of the operations window; null when it does not answer the proposal, as most servers.</summary>
    public ushort? Grants { get; init; }

    /// <summary>Chooses what is answered now, and in which order, from what is outstanding.</summary>
    public Func<IReadOnlyList<Store>, IEnumerable<Store>> Answers { get; init; } = static outstanding => outstanding;

    /// <summary>The answer to an instance.</summary>
    public Func<string, ushort> StatusOf { get; init; } = static _ => 0;

    /// <summary>Answers on each connection after which it hangs up, however much is outstanding; connections that are not listed go to their end.</summary>
    public IReadOnlyList<int> DiesAfter { get; init; } = [];

    /// <summary>What the last proposal asked for.</summary>
    public ushort? Proposed { get; private set; }

    /// <summary>Most requests that were outstanding at once.</summary>
    public int MostOutstanding { get; private set; }

    /// <summary>Instances that came completely, by connection.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Received => _received;

    /// <summary>Instances that were answered, by connection.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Confirmed => _confirmed;

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
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested && (e is OperationCanceledException or SocketException or ObjectDisposedException))
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var (number, received, confirmed) = (_received.Count, new List<string>(), new List<string>());
        _received.Add(received);
        _confirmed.Add(confirmed);
        var left = number < DiesAfter.Count ? DiesAfter[number] : int.MaxValue;
        var stores = Channel.CreateUnbounded<Store>();
        var reading = ReadAsync(stream, stores.Writer);
        var outstanding = new List<Store>();
        while (left > 0 && await NextAsync(stores.Reader, outstanding.Count > 0) is var (store, ended) && !ended)
        {
            if (store is not null)
            {
                received.Add(store.SopInstanceUid);
                outstanding.Add(store);
                MostOutstanding = Math.Max(MostOutstanding, outstanding.Count);
                continue;
            }

            var answered = Answers([.. outstanding]).Take(left).ToList();
            await stream.WriteAsync(answered.SelectMany(each => Response(each, StatusOf(each.SopInstanceUid))).ToArray(), _stop.Token);
            confirmed.AddRange(answered.Select(each => each.SopInstanceUid));
            outstanding.RemoveAll(answered.Contains);
            left -= answered.Count;
        }

        // With what the sender has sent and nobody has read, closing is a reset, which would swallow the answers.
        stream.Socket.Shutdown(SocketShutdown.Send);
        await reading;
    }

    /// <summary>The next request; nothing when none comes, and the end.</summary>
    private async Task<(Store? Store, bool Ended)> NextAsync(ChannelReader<Store> stores, bool waits)
    {
        if (stores.TryRead(out var ready))
        {
            return (ready, false);
        }

        var more = stores.WaitToReadAsync(_stop.Token).AsTask();
        if (waits && await Task.WhenAny(more, Task.Delay(Quiet, _stop.Token)) != more)
        {
            return (null, false);
        }

        return await more && stores.TryRead(out var store) ? (store, false) : (null, true);
    }

    /// <summary>Reads PDUs until the peer releases or hangs up.</summary>
    private async Task ReadAsync(NetworkStream stream, ChannelWriter<Store> stores)
    {
        Exception? failure = null;
        try
        {
            var header = new byte[6];
            var command = new List<byte>();
            Store? store = null;
            while (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, _stop.Token) == header.Length)
            {
                var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
                await stream.ReadExactlyAsync(body, _stop.Token);
                switch (header[0])
                {
                    case 0x01:
                        await stream.WriteAsync(Accept(body), _stop.Token);
                        break;
                    case 0x04:
                        ReadValues(body);
                        break;
                    case 0x05:
                        await stream.WriteAsync(Pdu(0x06, new byte[4]), _stop.Token);
                        break;
                    default:
                        return;
                }
            }

            void ReadValues(byte[] values)
            {
                for (var at = 0; at < values.Length;)
                {
                    var length = (int)BinaryPrimitives.ReadUInt32BigEndian(values.AsSpan(at));
                    var (context, control, value) = (values[at + 4], values[at + 5], values[(at + 6)..(at + 4 + length)]);
                    at += 4 + length;
                    if ((control & 1) != 0)
                    {
                        command.AddRange(value);
                        if ((control & 2) != 0)
                        {
                            store = Store.Parse(context, [.. command]);
                            command.Clear();
                        }
                    }
                    else if ((control & 2) != 0)
                    {
                        stores.TryWrite(store!);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has hung up.
        }
        catch (Exception e)
        {
            failure = e;
        }
        finally
        {
            stores.TryComplete(failure);
        }
    }

    /// <summary>Accepts every context in its first transfer syntax.</summary>
    private byte[] Accept(byte[] request)
    {
        var items = new List<byte>();
        foreach (var (type, value) in Items(request.AsSpan(68)))
        {
            if (type == 0x10)
            {
                items.AddRange(Item(0x10, value));
            }
            else if (type == 0x20)
            {
                items.AddRange(Item(0x21, [value[0], 0, 0, 0, .. Item(0x40, Items(value.AsSpan(4)).First(item => item.Type == 0x40).Value)]));
            }
            else if (type == 0x50 && Items(value).FirstOrDefault(item => item.Type == 0x53).Value is { } proposed)
            {
                Proposed = BinaryPrimitives.ReadUInt16BigEndian(proposed);
            }
        }

        byte[] window = Grants is { } granted ? Item(0x53, [(byte)(granted >> 8), (byte)granted, 0, 1]) : [];
        items.AddRange(Item(0x50, [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, "2.25.2"u8.ToArray()), .. window]));
        return Pdu(0x02, [.. request[..68], .. items]);
    }

    private static List<(byte Type, byte[] Value)> Items(ReadOnlySpan<byte> bytes)
    {
        var items = new List<(byte, byte[])>();
        while (bytes.Length > 0)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            items.Add((bytes[0], bytes.Slice(4, length).ToArray()));
            bytes = bytes[(4 + length)..];
        }

        return items;
    }

    private static byte[] Response(Store store, ushort status)
    {
        byte[] rest =
        [
            .. Element(0x0002, Text(store.SopClassUid)),
            .. Element(0x0100, [0x01, 0x80]),
            .. Element(0x0120, [(byte)store.MessageId, (byte)(store.MessageId >> 8)]),
            .. Element(0x0800, [0x01, 0x01]),
            .. Element(0x0900, [(byte)status, (byte)(status >> 8)]),
            .. Element(0x1000, Text(store.SopInstanceUid)),
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, rest.Length);
        byte[] command = [.. Element(0x0000, length), .. rest];
        var value = new byte[6 + command.Length];
        BinaryPrimitives.WriteInt32BigEndian(value, command.Length + 2);
        (value[4], value[5]) = (store.Context, 3);
        command.CopyTo(value, 6);
        return Pdu(0x04, value);
    }

    private static byte[] Pdu(byte type, byte[] content)
    {
        var pdu = new byte[6 + content.Length];
        pdu[0] = type;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), content.Length);
        content.CopyTo(pdu, 6);
        return pdu;
    }

    private static byte[] Item(byte type, byte[] content) => [type, 0, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    private static byte[] Element(ushort element, byte[] value) => [0, 0, (byte)element, (byte)(element >> 8), (byte)value.Length, 0, 0, 0, .. value];

    private static byte[] Text(string uid) => Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0');

    /// <summary>A C-STORE-RQ.</summary>
    internal sealed record Store(byte Context, ushort MessageId, string SopClassUid, string SopInstanceUid)
    {
        public static Store Parse(byte context, byte[] command)
        {
            var elements = new Dictionary<ushort, byte[]>();
            for (var at = 0; at < command.Length;)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(command.AsSpan(at + 4));
                elements[BinaryPrimitives.ReadUInt16LittleEndian(command.AsSpan(at + 2))] = command[(at + 8)..(at + 8 + length)];
                at += 8 + length;
            }

            Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(elements[0x0100]));
            return new Store(
                context,
                BinaryPrimitives.ReadUInt16LittleEndian(elements[0x0110]),
                Encoding.ASCII.GetString(elements[0x0002]).TrimEnd('\0'),
                Encoding.ASCII.GetString(elements[0x1000]).TrimEnd('\0'));
        }
    }
}
