namespace OptosAdvance.Dicom.Network;

/// <summary>How a connection ended.</summary>
public enum AssociationEnding
{
    /// <summary>In order, by A-RELEASE.</summary>
    Released,

    /// <summary>We rejected the request.</summary>
    Rejected,

    /// <summary>The peer sent A-ABORT.</summary>
    AbortedByPeer,

    /// <summary>We sent A-ABORT (shut-down, an operator, a provider).</summary>
    AbortedLocally,

    /// <summary>The peer broke the protocol; we aborted.</summary>
    ProtocolError,

    /// <summary>The peer kept us waiting longer than a time-out; we aborted or closed.</summary>
    TimedOut,

    /// <summary>The transport connection broke or was closed without a release.</summary>
    ConnectionLost,

    /// <summary>TLS could not be agreed.</summary>
    TlsFailed,
}
