using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Principal;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>
/// The host's control endpoint for a process that asks once and ends: JSON-RPC 2.0 in frames with a length, one call at a time. The
/// whole client of the contract does the same in many times the time that such a process lives.
/// </summary>
internal sealed class HostConnection : IDisposable
{
    private const int LargestAnswer = 64 << 20;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1);

    private readonly Stream _stream;
    private readonly ControlEndpoint _endpoint;
    private int _lastId;

    private HostConnection(Stream stream, ControlEndpoint endpoint)
    {
        _stream = stream;
        _endpoint = endpoint;
    }

    /// <summary>Connects.</summary>
    /// <exception cref="ControlException">The host does not run, or does not let the caller in.</exception>
    public static HostConnection Open(string dataDirectory)
    {
        var endpoint = ControlEndpoint.ForDataDirectory(dataDirectory);
        try
        {
            return new HostConnection(Connect(endpoint), endpoint);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw ControlErrors.AccessDenied(endpoint, e);
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            throw ControlErrors.HostNotRunning(endpoint, e);
        }
    }

    /// <summary>Connects; null when the host does not run.</summary>
    /// <exception cref="ControlException">The host does not let the caller in.</exception>
    public static HostConnection? TryOpen(string dataDirectory)
    {
        try
        {
            return Open(dataDirectory);
        }
        catch (ControlException e) when (e.Error.Id == ErrorIds.HostNotRunning)
        {
            return null;
        }
    }

    /// <summary>Calls a method of the control interface.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Its arguments, as the contract writes them.</param>
    /// <returns>The result; null for none.</returns>
    /// <exception cref="ControlException">The host refused, or the connection was lost.</exception>
    public JsonNode? Call(string method, params JsonNode[] arguments)
    {
        var id = ++_lastId;
        try
        {
            Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = new JsonArray([.. arguments]) });
            return Result(Receive(id));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw ControlErrors.ConnectionLost(_endpoint, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static Stream Connect(ControlEndpoint endpoint)
    {
        if (endpoint.PipeName is { } name)
        {
            var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.None, TokenImpersonationLevel.Identification);
            pipe.Connect(ConnectLimit);
            return pipe;
        }

        var path = endpoint.SocketPath ?? throw new IOException("No host has said where it listens.");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Send(JsonObject request)
    {
        using var frame = new MemoryStream();
        frame.SetLength(sizeof(int));
        frame.Position = sizeof(int);
        using (var writer = new Utf8JsonWriter(frame))
        {
            request.WriteTo(writer);
        }

        var bytes = frame.GetBuffer().AsSpan(0, (int)frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - sizeof(int));
        _stream.Write(bytes);
        _stream.Flush();
    }

    /// <summary>The answer; what the host sends of its own accord is passed over.</summary>
    private JsonObject Receive(int id)
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        while (true)
        {
            _stream.ReadExactly(header);
            var length = BinaryPrimitives.ReadInt32BigEndian(header);
            if (length is < 0 or > LargestAnswer)
            {
                throw new IOException($"The host sent a frame of {length} bytes.");
            }

            var frame = new byte[length];
            _stream.ReadExactly(frame);
            if (JsonNode.Parse(frame) is JsonObject answer && answer["id"] is JsonValue value && value.TryGetValue<int>(out var answered) && answered == id)
            {
                return answer;
            }
        }
    }

    private JsonNode? Result(JsonObject answer)
    {
        if (answer["error"] is not JsonObject error)
        {
            return answer["result"];
        }

        var message = Text(error, "message") ?? "";
        throw new ControlException(error["data"] is JsonObject data && Text(data, "id") is { } errorId
            ? new ControlError
            {
                Id = errorId,
                Message = Text(data, "message") ?? message,
                RecommendedAction = Text(data, "recommendedAction"),
                Target = Text(data, "target"),
            }
            : new ControlError { Message = $"The host answered with an error: {message}", Target = _endpoint.DataDirectory });
    }

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
