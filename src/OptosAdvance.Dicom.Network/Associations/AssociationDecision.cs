namespace OptosAdvance.Dicom.Network;

/// <summary>A handler's answer to an association request.</summary>
public abstract record AssociationDecision
{
    private AssociationDecision()
    {
    }

    /// <summary>Takes the association.</summary>
    /// <param name="PresentationContexts">One answer per proposed context; a context without an answer is refused.</param>
    /// <param name="Provider">Performs the peer's operations; disposed when the association has ended.</param>
    public sealed record Accept(IReadOnlyList<PresentationContextDecision> PresentationContexts, DimseProvider Provider) : AssociationDecision
    {
        /// <summary>Roles granted; a role is only granted when it was proposed.</summary>
        public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

        /// <summary>Answers to SOP class extended negotiations.</summary>
        public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

        /// <summary>The window granted; null keeps the association synchronous. Limited to what was proposed.</summary>
        public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

        /// <summary>Server response of the user identity (PS3.7 D.3.3.7.2); null sends none.</summary>
        public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }
    }

    /// <summary>Refuses the association.</summary>
    /// <param name="Rejection">Result, source and reason.</param>
    public sealed record Reject(AssociationRejection Rejection) : AssociationDecision;
}
