using System.Net;

namespace OptosAdvance.Dicom.Network;

/// <summary>What became of one connection.</summary>
public sealed record AssociationSummary
{
    /// <summary>Names the connection in logs; unique within the process.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>Address of the peer.</summary>
    public IPEndPoint? RemoteEndPoint { get; init; }

    /// <summary>The request; null when the peer never got as far as one that could be read.</summary>
    public AssociationRequest? Request { get; init; }

    /// <summary>How it ended.</summary>
    public required AssociationEnding Ending { get; init; }

    /// <summary>One sentence that says how it ended and why.</summary>
    public required string Text { get; init; }

    /// <summary>The rejection when <see cref="Ending"/> is <see cref="AssociationEnding.Rejected"/>.</summary>
    public AssociationRejection? Rejection { get; init; }

    /// <summary>The association was accepted.</summary>
    public bool WasEstablished { get; init; }

    /// <summary>Bytes received in PDUs.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Bytes sent in PDUs.</summary>
    public long BytesSent { get; init; }

    /// <summary>DIMSE messages received.</summary>
    public long MessagesReceived { get; init; }

    /// <summary>DIMSE messages sent.</summary>
    public long MessagesSent { get; init; }

    /// <summary>When the connection was accepted.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long it lasted.</summary>
    public TimeSpan Duration { get; init; }
}
