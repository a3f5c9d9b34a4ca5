using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Decides whether a caller may call, by <see cref="CallerPolicy"/>.</summary>
internal sealed partial class CallerCheck(TimeProvider time, ILogger<CallerCheck> logger)
{
    /// <summary>Longest that a resolved name is believed.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, IPAddress[] Addresses)> _resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the caller is refused; null when it may call.</summary>
    public async ValueTask<string?> FindObjectionAsync(
        ApplianceConfiguration configuration, string callingAETitle, IPAddress? address, CancellationToken cancellationToken)
    {
        var policy = configuration.LocalAE.CallerPolicy;
        if (policy == CallerPolicy.Any)
        {
            return null;
        }

        var entries = configuration.RemoteAEs.Where(entry => entry.AETitle?.Value == callingAETitle).ToList();
        if (entries.Count == 0)
        {
            return $"'{callingAETitle}' is not the AE title of a configured remote AE.";
        }

        if (policy == CallerPolicy.Known)
        {
            return null;
        }

        foreach (var entry in entries.Where(static entry => !string.IsNullOrWhiteSpace(entry.HostName)))
        {
            var addresses = await ResolveAsync(entry.HostName!, cancellationToken);
            if (address is not null && addresses.Any(known => Canonical(known).Equals(Canonical(address))))
            {
                return null;
            }
        }

        return $"'{callingAETitle}' is configured for {string.Join(", ", entries.Select(static entry => entry.HostName ?? "no host"))} and calls from {address}.";
    }

    private static IPAddress Canonical(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private async ValueTask<IPAddress[]> ResolveAsync(string hostName, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(hostName, out var literal))
        {
            return [literal];
        }

        var now = time.GetUtcNow();
        if (_resolved.TryGetValue(hostName, out var known) && known.Until > now)
        {
            return known.Addresses;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(hostName, cancellationToken);
            _resolved[hostName] = (now + s_lifetime, addresses);
            return addresses;
        }
        catch (SocketException exception)
        {
            // What cannot be resolved cannot match; the refusal names the host.
            LogNotResolved(exception, hostName);
            return known.Addresses ?? [];
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The host name {HostName} of a remote AE cannot be resolved.")]
    private partial void LogNotResolved(Exception exception, string hostName);
}
