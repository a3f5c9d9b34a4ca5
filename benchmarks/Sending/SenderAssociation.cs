using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>
/// One association of the sender. Everything of an instance is encoded before the clock runs. One send per instance, then the answer is waited for.
/// </summary>
internal sealed class SenderAssociation : IDisposable
{
    /// <summary>The presentation context that is proposed.</summary>
    public const byte ContextId = 1;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 600_000, SendTimeout = 600_000 };
    private readonly byte[] _received = new byte[1 << 16];

    private SenderAssociation()
    {
    }

    /// <summary>Longest PDU that the peer takes; 0 for no limit.</summary>
    public int MaximumLength { get; private set; }

    /// <summary>Asks for an association.</summary>
    public static SenderAssociation Open(ServerAddress server, InstanceSet set)
    {
        var association = new SenderAssociation();
        try
        {
            association._socket.Connect(IPAddress.Loopback, server.Port);
            association._socket.Send(Request(server.AETitle, set));
            association.MaximumLength = association.ReadAccept();
            return association;
        }
        catch
        {
            association.Dispose();
            throw;
        }
    }

    /// <summary>Stores one instance.</summary>
    /// <returns>Time from the first byte sent until the answer was there.</returns>
    public TimeSpan Store(EncodedInstance instance, int number)
    {
        if (instance.MaximumLength != MaximumLength)
        {
            throw new BenchmarkException($"The server takes PDUs of {MaximumLength} bytes now, and took {instance.MaximumLength} before.");
        }

        var pdus = instance.Number(number).Span;
        var begin = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < pdus.Length;)
        {
            sent += _socket.Send(pdus[sent..]);
        }

        var (type, body) = ReadPdu();
        var elapsed = Stopwatch.GetElapsedTime(begin);
        if (type != 4)
        {
            throw new BenchmarkException($"The server answered a C-STORE with a PDU of type {type}.");
        }

        var status = StatusOf(body.AsSpan(6));
        return status == 0 ? elapsed : throw new BenchmarkException($"The server answered a C-STORE with {status:X4}H.");
    }

    public void Release()
    {
        _socket.Send(new Bytes().U8(5).U8(0).Big32(4).Big32(0).ToArray());
        var (type, _) = ReadPdu();
        if (type != 6)
        {
            throw new BenchmarkException($"The server answered a release with a PDU of type {type}.");
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Request(string calledAETitle, InstanceSet set)
    {
        var context = new Bytes().U8(ContextId).U8(0).U8(0).U8(0)
            .Item(0x30, Encoding.ASCII.GetBytes(set.SopClass.Value))
            .Item(0x40, Encoding.ASCII.GetBytes(set.TransferSyntax.Uid.Value)).ToArray();
        var user = new Bytes()
            .Item(0x51, new Bytes().Big32(131072).ToArray())
            .Item(0x52, "2.25.100000000000000000000000000000000009"u8.ToArray())
            .Item(0x55, "BENCHMARK"u8.ToArray()).ToArray();
        var body = new Bytes().Big16(1).Big16(0).Text(calledAETitle.PadRight(16)).Text("BENCH".PadRight(16)).Raw(new byte[32])
            .Item(0x10, "1.2.840.10008.3.1.1.1"u8.ToArray()).Item(0x20, context).Item(0x50, user).ToArray();
        return new Bytes().U8(1).U8(0).Big32(body.Length).Raw(body).ToArray();
    }

    private int ReadAccept()
    {
        var (type, body) = ReadPdu();
        if (type != 2)
        {
            throw new BenchmarkException($"The server answered an association request with a PDU of type {type}.");
        }

        var maximum = 0;
        var accepted = false;
        for (var position = 68; position < body.Length;)
        {
            var item = body[position];
            var length = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(position + 2));
            var content = body.AsSpan(position + 4, length);
            if (item == 0x21)
            {
                accepted = content[2] == 0;
            }
            else if (item == 0x50)
            {
                maximum = MaximumLengthOf(content);
            }

            position += 4 + length;
        }

        return accepted ? maximum : throw new BenchmarkException("The server does not take the presentation context.");
    }

    private static int MaximumLengthOf(ReadOnlySpan<byte> user)
    {
        while (user.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(user[2..]);
            if (user[0] == 0x51)
            {
                return BinaryPrimitives.ReadInt32BigEndian(user[4..]);
            }

            user = user[(4 + length)..];
        }

        return 0;
    }

    private (byte Type, byte[] Body) ReadPdu()
    {
        Fill(6, 0);
        var type = _received[0];
        var length = BinaryPrimitives.ReadInt32BigEndian(_received.AsSpan(2));
        Fill(length, 0);
        return (type, _received.AsSpan(0, length).ToArray());
    }

    private void Fill(int length, int have)
    {
        while (have < length)
        {
            var read = _socket.Receive(_received.AsSpan(have, length - have));
            have += read > 0 ? read : throw new BenchmarkException("The server closed the connection.");
        }
    }

    private static int StatusOf(ReadOnlySpan<byte> command)
    {
        while (command.Length >= 8)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(command[4..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(command) == 0 && BinaryPrimitives.ReadUInt16LittleEndian(command[2..]) == 0x0900)
            {
                return BinaryPrimitives.ReadUInt16LittleEndian(command[8..]);
            }

            command = command[(8 + length)..];
        }

        throw new BenchmarkException("A C-STORE answer without a status.");
    }
}
