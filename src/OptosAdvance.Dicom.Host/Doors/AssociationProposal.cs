using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What an association with a remote AE is opened for.</summary>
internal sealed record AssociationProposal
{
    /// <summary>What is proposed, 1 to 128 contexts; numbers left 0 are given in order.</summary>
    public required IReadOnlyList<PresentationContext> PresentationContexts { get; init; }

    /// <summary>Roles proposed (C-GET: the storage classes with SCP; storage commitment: none needed).</summary>
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>SOP class extended negotiations proposed.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>The window proposed; null proposes none (one operation at a time).</summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>Performs what the peer asks on this association (C-STORE of a C-GET, N-EVENT-REPORT); null refuses all. Disposed by the caller.</summary>
    public DimseProvider? Provider { get; init; }

    /// <summary>Our title; null is the one of the local AE.</summary>
    public string? CallingAETitle { get; init; }

    /// <summary>Longest wait for each step up to the open association, and for the answer to a release; null is what the entry says.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>Longest wait for a response to an operation, anew after each pending one. Default 60 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
