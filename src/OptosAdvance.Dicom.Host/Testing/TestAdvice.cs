using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What to do when a connection test fails, by the layer that refused.</summary>
internal static class TestAdvice
{
    public static string For(RemoteAETestStep step, AssociationRejection? rejection, RemoteAE remote, string callingTitle)
    {
        if (rejection is { } answer)
        {
            return answer == AssociationRejection.CallingAETitleNotRecognized
                    ? $"Register our AE title '{callingTitle}', with our address, at the peer."
                : answer == AssociationRejection.CalledAETitleNotRecognized
                    ? $"The peer does not go by '{remote.AETitle}': ask for its AE title (case matters) and correct it with Set-OptosDicomAE."
                : answer.Result == AssociationRejectResult.Transient
                    ? "The peer is busy: try again later, or raise its limit of associations."
                    : "The peer's log says why; check both AE titles.";
        }

        return step switch
        {
            RemoteAETestStep.NameResolution => $"Check the spelling of '{remote.HostName}' and the DNS of the host's machine, or give an IP address.",
            RemoteAETestStep.Tcp => $"Check that the peer runs and listens at port {remote.Port}, and that no firewall is between.",
            RemoteAETestStep.Tls when remote.Tls => "Check that the peer speaks TLS at this port, that its certificate is trusted (TlsTrustedCertificatesPath) and names the host, and whether it wants a certificate of ours (TlsCertificatePath).",
            RemoteAETestStep.Association when !remote.Tls => $"Check that a DICOM server listens at port {remote.Port}; one that expects TLS hangs up or stays silent (try -Tls).",
            RemoteAETestStep.Association => "Check that a DICOM server is behind this port.",
            _ => "The peer's log says what went wrong.",
        };
    }
}
