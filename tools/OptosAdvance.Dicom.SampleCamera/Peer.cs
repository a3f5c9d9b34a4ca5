using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.SampleCamera;

/// <summary>Whom the camera talks to, and as whom.</summary>
internal sealed record Peer(string HostName, int Port, string CalledAETitle, string CallingAETitle, TlsClientOptions? Tls)
{
    public Task<DicomAssociation> ConnectAsync(IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken) =>
        DicomAssociation.ConnectAsync(
            new AssociationOptions
            {
                HostName = HostName,
                Port = Port,
                CalledAETitle = CalledAETitle,
                CallingAETitle = CallingAETitle,
                PresentationContexts = contexts,
                Tls = Tls,
            },
            provider: null,
            cancellationToken);

    public override string ToString() => $"{CalledAETitle} at {HostName}:{Port}{(Tls is null ? "" : " (TLS)")}";
}
