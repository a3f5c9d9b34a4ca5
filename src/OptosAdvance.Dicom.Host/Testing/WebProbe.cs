using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Asks a DICOMweb server for one study (QIDO-RS, PS3.18 10.6), which says whether it is one.</summary>
internal sealed class WebProbe(IRemoteAssociations associations, TimeProvider time)
{
    public async Task<RemoteAETestResult> RunAsync(RemoteAE remote, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var uri = QueryUri(remote);
        var result = new RemoteAETestResult
        {
            Name = remote.Name,
            AETitle = remote.AETitle?.Value ?? "",
            HostName = uri.Host,
            Port = uri.Port,
        };
        using var turn = await associations.EnterAsync(remote, cancellationToken);
        using var handler = CreateHandler(remote, timeout);
        using var client = new HttpClient(handler) { Timeout = timeout };
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Accept.ParseAdd("application/dicom+json");
        var startedAt = time.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Judge(result, uri, response.StatusCode, time.GetElapsedTime(startedAt).TotalMilliseconds);
        }
        catch (HttpRequestException e)
        {
            var step = StepOf(e);
            return result with { Step = step, Message = Innermost(e), RecommendedAction = Advice(step, uri) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return result with
            {
                Step = RemoteAETestStep.Tcp,
                Message = $"{uri.Authority} did not answer within {timeout.TotalSeconds:0.#} s.",
                RecommendedAction = Advice(RemoteAETestStep.Tcp, uri),
            };
        }
    }

    private static Uri QueryUri(RemoteAE remote)
    {
        var prefix = remote.QidoPrefix?.Trim('/');
        return new Uri(remote.BaseUri!.TrimEnd('/') + (string.IsNullOrEmpty(prefix) ? "" : "/" + prefix) + "/studies?limit=1");
    }

    private static RemoteAETestResult Judge(RemoteAETestResult result, Uri uri, HttpStatusCode status, double milliseconds)
    {
        result = result with { Step = RemoteAETestStep.Echo, RoundTripMilliseconds = milliseconds };
        var answer = $"{uri.GetLeftPart(UriPartial.Path)} answered {(int)status} {status}.";
        return (int)status switch
        {
            >= 200 and < 300 => result with { Success = true, Message = answer },
            401 or 403 => result with { Message = answer, RecommendedAction = "The server is there and wants credentials, or others than these." },
            404 => result with { Message = answer, RecommendedAction = "Check BaseUri and QidoPrefix: there is no QIDO-RS at this path." },
            _ => result with { Message = answer, RecommendedAction = "The server's log says why." },
        };
    }

    private static SocketsHttpHandler CreateHandler(RemoteAE remote, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = timeout, AllowAutoRedirect = true, MaxAutomaticRedirections = 3 };
        if (TlsMaterial.ForClient(remote with { Tls = remote.TlsCertificatePath is not null || remote.TlsTrustedCertificatesPath is not null }) is { } tls)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = tls.Certificate is null ? null : [tls.Certificate],
                CertificateChainPolicy = tls.TrustedAuthorities is null ? null : ChainPolicy(tls.TrustedAuthorities),
            };
        }

        return handler;
    }

    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static RemoteAETestStep StepOf(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => RemoteAETestStep.NameResolution,
        HttpRequestError.ConnectionError => RemoteAETestStep.Tcp,
        HttpRequestError.SecureConnectionError => RemoteAETestStep.Tls,
        _ => exception.InnerException is AuthenticationException ? RemoteAETestStep.Tls : RemoteAETestStep.Echo,
    };

    private static string Innermost(HttpRequestException exception) =>
        exception.InnerException is AuthenticationException tls ? tls.InnerException?.Message ?? tls.Message : exception.Message;

    private static string Advice(RemoteAETestStep step, Uri uri) => step switch
    {
        RemoteAETestStep.NameResolution => $"Check the spelling of '{uri.Host}' and the DNS of the host's machine.",
        RemoteAETestStep.Tcp => $"Check that the server runs and listens at port {uri.Port}, and that no firewall is between.",
        RemoteAETestStep.Tls => "Check that the server's certificate is trusted (TlsTrustedCertificatesPath) and names the host.",
        _ => "The server's log says what went wrong.",
    };
}
