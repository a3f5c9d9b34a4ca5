using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens an association with a remote AE and sends one C-ECHO.</summary>
internal sealed class EchoTest(IRemoteAssociations associations, TimeProvider time)
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
            var step = StepOf(e);
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
            PresentationContexts = [new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid)],
            ConnectTimeout = timeout,
            ResponseTimeout = timeout,
        };
        await using var opened = await associations.OpenAsync(remote, proposal, cancellationToken);
        var association = opened.Association;
        result = result with { Step = RemoteAETestStep.Echo, ImplementationVersionName = association.PeerImplementationVersionName };
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
            ? result with { Success = true, RoundTripMilliseconds = roundTrip, Message = $"{remote.AETitle} answered C-ECHO." }
            : result with
            {
                RoundTripMilliseconds = roundTrip,
                Message = $"{remote.AETitle} answered C-ECHO with status {response.Status}.",
                RecommendedAction = "The network is fine; the peer's log says why it does not want to.",
            };
    }

    private static RemoteAETestStep StepOf(DicomNetworkException exception) => exception.Step switch
    {
        NetworkStep.NameResolution => RemoteAETestStep.NameResolution,
        NetworkStep.Tcp => RemoteAETestStep.Tcp,
        NetworkStep.Tls => RemoteAETestStep.Tls,
        NetworkStep.Association => RemoteAETestStep.Association,
        _ => RemoteAETestStep.Echo,
    };
}
