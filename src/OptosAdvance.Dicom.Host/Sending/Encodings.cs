using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What an instance can be sent in other than what it is stored in.</summary>
internal static class Encodings
{
    private static readonly DicomUid[] s_native =
    [
        DicomTransferSyntax.ExplicitVRLittleEndian.Uid,
        DicomTransferSyntax.ImplicitVRLittleEndian.Uid,
        DicomTransferSyntax.ExplicitVRBigEndian.Uid,
    ];

    /// <summary>Transfer syntaxes that an instance can be turned into without losing anything more, best first; none for most of the compressed ones.</summary>
    public static IReadOnlyList<DicomUid> Alternatives(DicomUid stored) =>
        DicomTransferSyntax.Find(stored) is { } syntax && DatasetTranscoder.CanRead(syntax) ? s_native : [];

    /// <summary>The context to send an instance on: as it is stored where the peer takes that, else the best of what it can be turned into.</summary>
    /// <param name="association">The association.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="reason">Why there is none, with what to do.</param>
    public static NegotiatedPresentationContext? Choose(DimseUser association, OutgoingInstance instance, out string? reason)
    {
        reason = null;
        if (association.FindContext(instance.SopClass, instance.TransferSyntax) is { } asStored)
        {
            return asStored;
        }

        foreach (var syntax in Alternatives(instance.TransferSyntax))
        {
            if (association.FindContext(instance.SopClass, syntax) is { } other)
            {
                return other;
            }
        }

        var takesClass = association.NegotiatedContexts.Any(context =>
            context.AbstractSyntax == instance.SopClass
            && (context.IsAccepted || context.Result == PresentationContextResult.TransferSyntaxesNotSupported));
        reason = takesClass
            ? $"The peer takes {instance.SopClass.Name}, but not in {instance.TransferSyntax.Name}, and this host cannot turn it into what the peer takes. Have the transfer syntax allowed at the peer."
            : $"The peer does not take {instance.SopClass.Name}. Have the SOP class allowed at the peer.";
        return null;
    }
}
