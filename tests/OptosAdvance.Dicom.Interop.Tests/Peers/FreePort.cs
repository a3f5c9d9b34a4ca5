using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>TCP ports that nobody listens at.</summary>
/// <remarks>
/// Taken below the range from which the system serves outgoing connections, so that between the choice and the
/// peer's bind no connection of a neighbouring test can land on it; a port is given out once per test run.
/// </remarks>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(12000, 32000);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var probe = new TcpListener(IPAddress.Any, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken by somebody else: try the next one.
            }
        }
    }
}
