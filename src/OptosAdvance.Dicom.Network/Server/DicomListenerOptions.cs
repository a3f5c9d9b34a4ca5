using System.Net;

namespace OptosAdvance.Dicom.Network;

/// <summary>What a listener needs to know.</summary>
public sealed record DicomListenerOptions
{
    /// <summary>Address and port to listen on; port 0 takes a free one.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>TLS; null listens in plain TCP.</summary>
    public TlsServerOptions? Tls { get; init; }

    /// <summary>Limits and time-outs.</summary>
    public UpperLayerOptions UpperLayer { get; init; } = new();

    /// <summary>Most TCP connections at once, default 4,096. When full, the connection that has waited longest without an association makes room for the new one.</summary>
    public int MaximumConnections { get; init; } = 4096;

    /// <summary>Where a transcript of the PDUs goes; null writes none.</summary>
    public PduTranscript? Transcript { get; init; }
}
