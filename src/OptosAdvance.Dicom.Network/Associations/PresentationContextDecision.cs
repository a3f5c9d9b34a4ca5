using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>What the acceptor answers for one proposed presentation context.</summary>
/// <param name="Id">The number of the proposed context.</param>
/// <param name="Result">Accepted or why not.</param>
/// <param name="TransferSyntax">The one transfer syntax chosen; not significant unless accepted.</param>
public sealed record PresentationContextDecision(byte Id, PresentationContextResult Result, DicomUid TransferSyntax)
{
    /// <summary>Accepts the context with one of its proposed transfer syntaxes.</summary>
    public static PresentationContextDecision Accept(PresentationContext context, DicomUid transferSyntax) =>
        new(context.Id, PresentationContextResult.Acceptance, transferSyntax);

    /// <summary>Refuses the context.</summary>
    public static PresentationContextDecision Refuse(PresentationContext context, PresentationContextResult result) =>
        new(context.Id, result, context.TransferSyntaxes.Count > 0 ? context.TransferSyntaxes[0] : new DicomUid("1.2.840.10008.1.2"));
}
