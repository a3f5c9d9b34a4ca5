using System.Net;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>What a requestor asks for (A-ASSOCIATE-RQ, PS3.8 9.3.2 and PS3.7 Annex D). AE titles are trimmed.</summary>
public sealed record AssociationRequest
{
    /// <summary>Names the connection in logs; unique within the process.</summary>
    public string ConnectionId { get; init; } = "";

    /// <summary>The title that the requestor calls; blanks around it removed.</summary>
    public required string CalledAETitle { get; init; }

    /// <summary>The requestor's title; blanks around it removed.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>Address of the requestor.</summary>
    public IPEndPoint? RemoteEndPoint { get; init; }

    /// <summary>The local address that was called.</summary>
    public IPEndPoint? LocalEndPoint { get; init; }

    /// <summary>TLS facts; null on a plain connection.</summary>
    public TlsConnectionInformation? Tls { get; init; }

    /// <summary>The proposed presentation contexts in the order of their arrival.</summary>
    public required IReadOnlyList<PresentationContext> PresentationContexts { get; init; }

    /// <summary>Proposed roles.</summary>
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>SOP class extended negotiations.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>SOP class common extended negotiations.</summary>
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>The proposed asynchronous operations window; null when none was proposed.</summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>User identity; null when none was given.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>Implementation class UID of the requestor.</summary>
    public DicomUid? ImplementationClassUid { get; init; }

    /// <summary>Implementation version name of the requestor.</summary>
    public string? ImplementationVersionName { get; init; }

    /// <summary>Longest P-DATA-TF variable field in bytes that the requestor takes; 0 means no limit.</summary>
    public uint MaximumPduLength { get; init; }
}
