using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>Listeners and associations on free ports.</summary>
internal static class Peers
{
    public static readonly DicomUid Ct = DicomUid.CTImageStorage;

    public static readonly DicomUid ExplicitLittleEndian = DicomTransferSyntax.ExplicitVRLittleEndian.Uid;

    public static readonly DicomUid ImplicitLittleEndian = DicomTransferSyntax.ImplicitVRLittleEndian.Uid;

    /// <summary>What connections of the tests wait with, as in the host; those beyond wait without.</summary>
    public static WaitingThreads Threads { get; } = new(16);

    public static DicomListener Listen(
        IAssociationHandler handler, UpperLayerOptions? upperLayer = null, TlsServerOptions? tls = null, TimeProvider? time = null, int maximumConnections = 4096, PduTranscript? transcript = null, ILoggerFactory? log = null) =>
        DicomListener.Bind(
            new DicomListenerOptions
            {
                EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
                UpperLayer = (upperLayer ?? new UpperLayerOptions()) with { WaitingThreads = Threads },
                Tls = tls,
                MaximumConnections = maximumConnections,
                Transcript = transcript,
            },
            handler,
            log ?? NullLoggerFactory.Instance,
            time ?? TimeProvider.System);

    public static AssociationOptions To(DicomListener listener, params DicomUid[] sopClasses) => To(listener.LocalEndPoint.Port, sopClasses);

    public static AssociationOptions To(int port, params DicomUid[] sopClasses) => new()
    {
        CallingAETitle = "SENDER",
        CalledAETitle = "RECEIVER",
        HostName = "127.0.0.1",
        Port = port,
        UpperLayer = new UpperLayerOptions { WaitingThreads = Threads },
        PresentationContexts = [.. sopClasses.Append(DicomUid.Verification).Select(c => new PresentationContext(c, ImplicitLittleEndian))],
    };

    public static CStoreRequest NewStore() => new() { AffectedSopClassUid = Ct, AffectedSopInstanceUid = DicomUid.NewUid() };

    public static byte[] RandomBytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
