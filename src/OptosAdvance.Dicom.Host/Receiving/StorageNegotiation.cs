using System.Collections.Frozen;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Which presentation contexts the storage service takes: Verification and every standard storage SOP class in every standard transfer syntax.
/// The conformance statement's tables come from here.
/// </summary>
internal static class StorageNegotiation
{
    /// <summary>
    /// Answer to storage extended negotiation (PS3.4 B.3.1.4): level 2 (full), digital signatures preserved since every byte is (level 3),
    /// no coercion.
    /// </summary>
    private static readonly byte[] s_levelOfSupport = [2, 0, 3, 0, 0];

    /// <summary>SOP classes that are stored, by UID.</summary>
    public static FrozenSet<DicomUid> StorageSopClasses { get; } = DicomUid.Registered.Where(static uid => uid.IsStorageSopClass).ToFrozenSet();

    /// <summary>Transfer syntaxes that instances are stored in.</summary>
    public static FrozenDictionary<DicomUid, DicomTransferSyntax> TransferSyntaxes { get; } = DicomTransferSyntax.All
        .Where(static syntax => syntax.PixelEncoding is not DicomPixelEncoding.Stream)
        .ToFrozenDictionary(static syntax => syntax.Uid);

    /// <summary>Answers one proposed context. The sender's order of transfer syntaxes is kept: its first one is how it has the data.</summary>
    /// <param name="context">The proposal.</param>
    /// <param name="role">Roles proposed for its SOP class; null for the default.</param>
    /// <param name="acceptPrivate">Take SOP classes that the standard does not have, as long as they are no other class of it.</param>
    public static PresentationContextDecision Decide(PresentationContext context, RoleSelection? role, bool acceptPrivate)
    {
        var isVerification = context.AbstractSyntax == DicomUid.Verification;
        if (!isVerification && !IsStored(context.AbstractSyntax, acceptPrivate))
        {
            return PresentationContextDecision.Refuse(context, PresentationContextResult.AbstractSyntaxNotSupported);
        }

        if (role is { Scu: false })
        {
            // It wants to be the provider only, and there is nothing that we would ask of it.
            return PresentationContextDecision.Refuse(context, PresentationContextResult.UserRejection);
        }

        foreach (var syntax in context.TransferSyntaxes)
        {
            if (TransferSyntaxes.TryGetValue(syntax, out var known) && (!isVerification || !known.IsEncapsulated))
            {
                return PresentationContextDecision.Accept(context, syntax);
            }
        }

        return PresentationContextDecision.Refuse(context, PresentationContextResult.TransferSyntaxesNotSupported);
    }

    /// <summary>Roles granted (PS3.7 D.3.3.4): the requestor is user and nothing else.</summary>
    public static RoleSelection? Grant(RoleSelection proposed) => proposed.Scu ? proposed with { Scp = false } : null;

    /// <summary>Answers the extended negotiation of a storage SOP class.</summary>
    public static ExtendedNegotiation? Answer(ExtendedNegotiation proposed, bool acceptPrivate) =>
        IsStored(proposed.SopClass, acceptPrivate) ? proposed with { Information = s_levelOfSupport } : null;

    /// <summary>Whether instances of a SOP class are stored.</summary>
    public static bool IsStored(DicomUid sopClass, bool acceptPrivate) =>
        StorageSopClasses.Contains(sopClass) || (acceptPrivate && sopClass.Kind == DicomUidKind.Unknown && RepositoryLayout.IsSafeUid(sopClass.Value));
}
