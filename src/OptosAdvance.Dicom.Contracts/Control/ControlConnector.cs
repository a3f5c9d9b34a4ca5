using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Security.Principal;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Opens the stream to a host's control endpoint.</summary>
internal static class ControlConnector
{
    /// <exception cref="ControlException">The host does not answer, or does not let the caller in.</exception>
    public static async Task<Stream> ConnectAsync(ControlEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return (endpoint.SocketPath, endpoint.PipeName) switch
            {
                ({ } path, _) => await ConnectSocketAsync(path, timeout, cancellationToken).ConfigureAwait(false),
                (_, { } pipe) => await ConnectPipeAsync(pipe, timeout, cancellationToken).ConfigureAwait(false),
                _ => throw ControlErrors.HostNotRunning(endpoint, null),
            };
        }
        catch (UnauthorizedAccessException e)
        {
            throw ControlErrors.AccessDenied(endpoint, e);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw ControlErrors.AccessDenied(endpoint, e);
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            throw ControlErrors.HostNotRunning(endpoint, e);
        }
    }

    private static async Task<Stream> ConnectSocketAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var connecting = socket.ConnectAsync(UnixEndPoint(path));
            if (!connecting.IsCompleted)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var first = await Task.WhenAny(connecting, Task.Delay(timeout, stop.Token)).ConfigureAwait(false);
                stop.Cancel();
                if (first != connecting)
                {
                    // Closing the socket below ends the attempt; its failure is expected then.
                    _ = connecting.ContinueWith(t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                    cancellationToken.ThrowIfCancellationRequested();
                    throw new TimeoutException($"No answer within {timeout.TotalSeconds:0.#} s.");
                }
            }

            await connecting.ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>.NET has the type on every platform with these sockets; .NET Standard 2.0 only lacks its name.</summary>
    private static EndPoint UnixEndPoint(string path) =>
        (EndPoint)Activator.CreateInstance(Type.GetType("System.Net.Sockets.UnixDomainSocketEndPoint, System.Net.Sockets", throwOnError: true)!, path)!;

    private static async Task<Stream> ConnectPipeAsync(string name, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // A missing pipe is waited for until the time limit: a running host always has an instance listening.
        var limit = (int)Math.Min(timeout.TotalMilliseconds, 1000);
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous, TokenImpersonationLevel.Identification);
        try
        {
            await pipe.ConnectAsync(limit, cancellationToken).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }
}
