namespace OptosAdvance.Dicom.Network;

/// <summary>What is needed to open an association.</summary>
public sealed record AssociationOptions
{
    /// <summary>Our title.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>The peer's title.</summary>
    public required string CalledAETitle { get; init; }

    /// <summary>Host name or address of the peer.</summary>
    public required string HostName { get; init; }

    /// <summary>Port of the peer.</summary>
    public required int Port { get; init; }

    /// <summary>What is proposed; at most 128 contexts. Numbers left 0 are given in order (1, 3, 5, …).</summary>
    public required IReadOnlyList<PresentationContext> PresentationContexts { get; init; }

    /// <summary>Roles proposed (C-GET: the storage classes with SCP).</summary>
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>SOP class extended negotiations proposed.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>SOP class common extended negotiations proposed.</summary>
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>The window proposed; null proposes none (one operation at a time).</summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>User identity; null sends none.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>TLS; null connects in plain TCP.</summary>
    public TlsClientOptions? Tls { get; init; }

    /// <summary>Longest wait for name resolution and the TCP connection. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a response of the peer to an operation (anew after each pending response). Default 60 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Limits and time-outs of the upper layer.</summary>
    public UpperLayerOptions UpperLayer { get; init; } = new();

    /// <summary>Where a transcript of the PDUs goes; null writes none.</summary>
    public PduTranscript? Transcript { get; init; }

    /// <summary>The clock; null is the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
