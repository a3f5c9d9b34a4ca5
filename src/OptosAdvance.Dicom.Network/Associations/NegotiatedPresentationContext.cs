using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>A presentation context after negotiation, with the roles that this side may play on it.</summary>
/// <param name="Id">The context's number.</param>
/// <param name="AbstractSyntax">The SOP class.</param>
/// <param name="Result">Whether the acceptor took it.</param>
/// <param name="TransferSyntax">The agreed transfer syntax; not significant unless accepted.</param>
/// <param name="IsLocalScu">This side may invoke operations of the class.</param>
/// <param name="IsLocalScp">This side may perform operations of the class.</param>
public sealed record NegotiatedPresentationContext(
    byte Id, DicomUid AbstractSyntax, PresentationContextResult Result, DicomUid TransferSyntax, bool IsLocalScu, bool IsLocalScp)
{
    /// <summary>The acceptor took the context.</summary>
    public bool IsAccepted => Result == PresentationContextResult.Acceptance;
}
