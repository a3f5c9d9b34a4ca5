using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>SOP classes of query and retrieve, by information model (PS3.4 C.6), and the contexts that are proposed for them.</summary>
internal static class InformationModel
{
    /// <summary>Transfer syntaxes for identifiers: explicit VR first, since it says what the dictionary may not know.</summary>
    public static DicomUid[] TransferSyntaxes { get; } = [DicomTransferSyntax.ExplicitVRLittleEndian.Uid, DicomTransferSyntax.ImplicitVRLittleEndian.Uid];

    public static DicomUid Find(QueryRoot root) => root == QueryRoot.Patient
        ? DicomUid.PatientRootQueryRetrieveInformationModelFind
        : DicomUid.StudyRootQueryRetrieveInformationModelFind;

    public static DicomUid Move(QueryRoot root) => root == QueryRoot.Patient
        ? DicomUid.PatientRootQueryRetrieveInformationModelMove
        : DicomUid.StudyRootQueryRetrieveInformationModelMove;

    public static DicomUid Get(QueryRoot root) => root == QueryRoot.Patient
        ? DicomUid.PatientRootQueryRetrieveInformationModelGet
        : DicomUid.StudyRootQueryRetrieveInformationModelGet;

    /// <summary>One context for a model that is wanted, both when either will do.</summary>
    /// <param name="sopClass">Of the service: <see cref="Find"/>, <see cref="Move"/> or <see cref="Get"/>.</param>
    /// <param name="wanted">The model that is wanted; null for either.</param>
    public static IEnumerable<PresentationContext> Contexts(Func<QueryRoot, DicomUid> sopClass, QueryRoot? wanted) =>
        (wanted is { } one ? [one] : new[] { QueryRoot.Study, QueryRoot.Patient })
        .Select(root => new PresentationContext(sopClass(root), TransferSyntaxes));

    /// <summary>The model that the peer has accepted, study root when it has both; null when it has neither.</summary>
    public static QueryRoot? Accepted(DimseUser association, Func<QueryRoot, DicomUid> sopClass)
    {
        if (association.FindContext(sopClass(QueryRoot.Study)) is not null)
        {
            return QueryRoot.Study;
        }

        return association.FindContext(sopClass(QueryRoot.Patient)) is not null ? QueryRoot.Patient : null;
    }
}
