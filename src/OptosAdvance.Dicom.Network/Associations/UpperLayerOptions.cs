namespace OptosAdvance.Dicom.Network;

/// <summary>Limits and time-outs of the upper layer, both sides.</summary>
public sealed record UpperLayerOptions
{
    /// <summary>Default of <see cref="MaximumPduLength"/>: 262,144 bytes.</summary>
    public const int DefaultMaximumPduLength = 262_144;

    /// <summary>ARTIM (PS3.8 9.1.5): longest wait for the association request, the TLS handshake, an answer to a release, and the peer's closing. Default 30 s.</summary>
    public TimeSpan ArtimTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest silence of a peer while we wait for it (between messages or in the middle of one). Default 10 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Fewest bytes that a peer which is in the middle of a message has to send in <see cref="MessagePaceInterval"/>; else the association is
    /// aborted. A peer that trickles would hold its place for ever: no silence of it is ever long. 0 is no limit. Default 4,096.
    /// </summary>
    public int MinimumMessagePace { get; init; } = 4096;

    /// <summary>Time for <see cref="MinimumMessagePace"/>; only time counts in which we wait for the peer. Default 60 s.</summary>
    public TimeSpan MessagePaceInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time that a peer may take to accept what we send, counted anew per PDU. Default 60 s.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest P-DATA-TF variable field in bytes that we announce to take. 0 announces no limit. Default 262,144.</summary>
    public int MaximumPduLength { get; init; } = DefaultMaximumPduLength;

    /// <summary>Longest association PDU in bytes that is read. Default 1 MiB.</summary>
    public int MaximumAssociationPduLength { get; init; } = 1 << 20;

    /// <summary>Longest command set in bytes. Default 64 KiB.</summary>
    public int MaximumCommandLength { get; init; } = 1 << 16;

    /// <summary>Longest data set in bytes that is read whole into memory (queries, N services; never C-STORE). Default 16 MiB.</summary>
    public int MaximumBufferedDataSetLength { get; init; } = 1 << 24;

    /// <summary>Threads with which connections may wait for their peers; shared by all of the process. Null: they wait without.</summary>
    public WaitingThreads? WaitingThreads { get; init; }

    /// <summary>Implementation version name that we announce, at most 16 characters.</summary>
    public string ImplementationVersionName { get; init; } = Implementation.VersionName;
}
