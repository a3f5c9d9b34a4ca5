using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Certificates of ours that have expired, expire soon, or cannot be read any more. A file is read again when it has changed.</summary>
internal sealed class CertificateWarnings(IApplianceSettings settings, TimeProvider time)
{
    /// <summary>How long before its end a certificate is spoken of.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTime Written, Validity Validity)> _known = [];

    /// <summary>One sentence for each certificate that needs attention: of the listener, and of entries that are called with TLS.</summary>
    public IReadOnlyList<string> Read()
    {
        var configuration = settings.Current;
        var warnings = new List<string?>();
        if (configuration.LocalAE is { Tls: true, TlsCertificatePath: { } path } local)
        {
            warnings.Add(Judge("The listener's certificate", path, local.TlsCertificatePassword, local.TlsCertificateKeyPath));
        }

        warnings.AddRange(configuration.RemoteAEs
            .Where(static remote => remote is { Tls: true, TlsCertificatePath.Length: > 0 })
            .Select(remote => Judge($"The certificate for {remote.Name}", remote.TlsCertificatePath!, remote.TlsCertificatePassword, remote.TlsCertificateKeyPath)));
        return [.. warnings.OfType<string>()];
    }

    /// <summary>What is to be said of a certificate; null when nothing is.</summary>
    public static string? Judge(string subject, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        if (now > until)
        {
            return $"{subject} has expired on {Day(until)}.";
        }

        if (now < from)
        {
            return $"{subject} is not valid before {Day(from)}.";
        }

        var days = (int)Math.Floor((until - now).TotalDays);
        return until - now <= Notice ? $"{subject} expires on {Day(until)}, in {days} {(days == 1 ? "day" : "days")}." : null;
    }

    private static string Day(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string? Judge(string what, string path, Secret? password, string? keyPath)
    {
        var validity = Load(path, password, keyPath);
        return validity.Error is { } error ? $"{what} cannot be used: {error}" : Judge($"{what} ({path})", validity.From, validity.Until, time.GetUtcNow());
    }

    private Validity Load(string path, Secret? password, string? keyPath)
    {
        var written = File.GetLastWriteTimeUtc(path);
        lock (_gate)
        {
            if (_known.TryGetValue(path, out var known) && known.Written == written)
            {
                return known.Validity;
            }
        }

        var validity = Load(() => TlsCertificates.Load(path, password?.Reveal(), keyPath));
        lock (_gate)
        {
            _known[path] = (written, validity);
        }

        return validity;
    }

    private static Validity Load(Func<X509Certificate2> load)
    {
        try
        {
            using var certificate = load();
            return new Validity(certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            return new Validity(default, default, e.Message);
        }
    }

    private sealed record Validity(DateTimeOffset From, DateTimeOffset Until, string? Error);
}
