using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>A failed conversation with a remote AE, as a person is told.</summary>
internal static class RemoteFailure
{
    public static ControlException Describe(RemoteAE remote, string callingTitle, DicomNetworkException exception)
    {
        var step = StepOf(exception);
        return Errors.RemoteFailed(
            remote.Name,
            exception.Message,
            TestAdvice.For(step, (exception as AssociationRejectedException)?.Rejection, remote, callingTitle),
            exception);
    }

    /// <summary>The step of a connection test in which the conversation failed.</summary>
    public static RemoteAETestStep StepOf(DicomNetworkException exception) => exception.Step switch
    {
        NetworkStep.NameResolution => RemoteAETestStep.NameResolution,
        NetworkStep.Tcp => RemoteAETestStep.Tcp,
        NetworkStep.Tls => RemoteAETestStep.Tls,
        NetworkStep.Association => RemoteAETestStep.Association,
        _ => RemoteAETestStep.Echo,
    };
}
