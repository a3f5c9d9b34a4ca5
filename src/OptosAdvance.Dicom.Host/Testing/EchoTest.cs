using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens an association with a remote AE, proposing what the services of its entry need, and sends one C-ECHO.</summary>
internal sealed class EchoTest(IRemoteAssociations associations, CertificateWarnings certificates, TimeProvider time)
{
    /// <summary>Who gives up is answered at once; the association then still has to be aborted and closed in order, within ARTIM.</summary>
    public async Task<RemoteAETestResult> RunAsync(RemoteAE remote, string callingTitle, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var running = TestAsync(remote, callingTitle, timeout, cancellationToken);
        try
        {
            return await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // What it ends with nobody asks for any more; it must not go unobserved either.
            _ = running.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    private async Task<RemoteAETestResult> TestAsync(RemoteAE remote, string callingTitle, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var result = new RemoteAETestResult
        {
            Name = remote.Name,
            AETitle = remote.AETitle!.Value,
            HostName = remote.HostName!,
            Port = remote.Port!.Value,
        };
        try
        {
            return await EchoAsync(remote, result, callingTitle, timeout, cancellationToken);
        }
        catch (DicomNetworkException e)
        {
            var step = RemoteFailure.StepOf(e);
            return result with
            {
                Step = step,
                Message = e.Message,
                RecommendedAction = TestAdvice.For(step, (e as AssociationRejectedException)?.Rejection, remote, callingTitle),
            };
        }
    }

    private async Task<RemoteAETestResult> EchoAsync(
        RemoteAE remote, RemoteAETestResult result, string callingTitle, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var proposal = new AssociationProposal
        {
            CallingAETitle = callingTitle,
            PresentationContexts = ServiceProposal.Contexts(remote.Services),
            ConnectTimeout = timeout,
            ResponseTimeout = timeout,
        };
        await using var opened = await associations.OpenAsync(remote, proposal, cancellationToken);
        var association = opened.Association;
        result = result with
        {
            Step = RemoteAETestStep.Echo,
            ImplementationVersionName = association.PeerImplementationVersionName,
            Services = ServiceProposal.Dimse(remote.Services).Select(service => ServiceProposal.Judge(remote, service, association)).ToEquatableList(),
            Tls = association.Tls is { } tls ? Describe(tls) : null,
            Warnings = Warnings(remote, association.Tls).ToEquatableList(),
        };
        if (association.FindContext(DicomUid.Verification) is null)
        {
            await association.ReleaseAsync(cancellationToken);
            return result with
            {
                Step = RemoteAETestStep.Association,
                Message = $"{remote.AETitle} accepts the association but does not offer Verification (C-ECHO).",
                RecommendedAction = "Nothing, if the peer is known not to support Verification; else ask its administrator to enable it.",
            };
        }

        var startedAt = time.GetTimestamp();
        var response = await association.CEchoAsync(cancellationToken);
        var roundTrip = time.GetElapsedTime(startedAt).TotalMilliseconds;
        await association.ReleaseAsync(cancellationToken);
        return response.Status.IsSuccess
            ? JudgeServices(remote, result with { Success = true, RoundTripMilliseconds = roundTrip, Message = $"{remote.AETitle} answered C-ECHO." })
            : result with
            {
                RoundTripMilliseconds = roundTrip,
                Message = $"{remote.AETitle} answered C-ECHO with status {response.Status}.",
                RecommendedAction = "The network is fine; the peer's log says why it does not want to.",
            };
    }

    private static RemoteAETestResult JudgeServices(RemoteAE remote, RemoteAETestResult result)
    {
        if (result.Services.Count == 0)
        {
            return result;
        }

        var missing = result.Services.Where(static service => !service.Success).ToList();
        result = result with { Step = RemoteAETestStep.Services };
        return missing.Count == 0
            ? result with
            {
                Message = $"{remote.AETitle} answered C-ECHO and offers {string.Join("; ", result.Services.Select(static service => $"{service.Service} ({service.Message})"))}.",
                RecommendedAction = result.Services.Select(static service => service.RecommendedAction).FirstOrDefault(static action => action is not null),
            }
            : result with
            {
                Success = false,
                Message = $"{remote.AETitle} answered C-ECHO but does not offer {string.Join(", ", missing.Select(static service => service.Service))}.",
                RecommendedAction = missing[0].RecommendedAction,
            };
    }

    private static string Describe(TlsConnectionInformation tls) =>
        $"{tls.Protocol}, {tls.CipherSuite}{(tls.PeerCertificate is { } certificate ? $", {certificate.Subject}, valid until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}" : "")}";

    private IEnumerable<string> Warnings(RemoteAE remote, TlsConnectionInformation? tls)
    {
        if (tls?.PeerCertificate is { } peer
            && CertificateWarnings.Judge($"The certificate of {remote.Name}", peer.NotBefore.ToUniversalTime(), peer.NotAfter.ToUniversalTime(), time.GetUtcNow()) is { } theirs)
        {
            yield return theirs;
        }

        foreach (var ours in certificates.Read().Where(text => text.StartsWith($"The certificate for {remote.Name} ", StringComparison.Ordinal)))
        {
            yield return ours;
        }
    }
}
