using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>A presentation context as the requestor proposes it (PS3.8 9.3.2.2).</summary>
/// <param name="Id">Odd number, 1 to 255. Zero in a request of our own: numbered when it is sent.</param>
/// <param name="AbstractSyntax">The SOP class.</param>
/// <param name="TransferSyntaxes">The transfer syntaxes offered for it, in order of preference.</param>
public sealed record PresentationContext(byte Id, DicomUid AbstractSyntax, IReadOnlyList<DicomUid> TransferSyntaxes)
{
    /// <summary>A context to be proposed; its number is given when the request is sent.</summary>
    public PresentationContext(DicomUid abstractSyntax, params DicomUid[] transferSyntaxes)
        : this(0, abstractSyntax, transferSyntaxes)
    {
    }
}
