using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What an association proposes to find out whether a peer offers the services of its entry: what the services themselves will propose.</summary>
internal static class ServiceProposal
{
    /// <summary>SOP classes that a sender is most likely to need, of which a peer should take some.</summary>
    public const int StorageClasses = 24;

    private static readonly DicomUid s_detachedResultsMeta = new("1.2.840.10008.3.1.2.5.4");
    private static readonly DicomUid s_detachedInterpretation = new("1.2.840.10008.3.1.2.6.1");

    public static IReadOnlyList<DicomUid> Classes(RemoteServices service) => service switch
    {
        RemoteServices.Storage => [.. RetrieveContexts.For([], RetrieveContexts.Maximum).Select(static context => context.AbstractSyntax).Distinct().Take(StorageClasses)],
        RemoteServices.StorageCommitment => [DicomUid.StorageCommitmentPushModel],
        RemoteServices.QueryRetrieve =>
        [
            InformationModel.Find(QueryRoot.Study), InformationModel.Find(QueryRoot.Patient),
            InformationModel.Move(QueryRoot.Study), InformationModel.Move(QueryRoot.Patient),
            InformationModel.Get(QueryRoot.Study), InformationModel.Get(QueryRoot.Patient),
        ],
        RemoteServices.ModalityWorklist => [DicomUid.ModalityWorklistInformationModelFind],
        RemoteServices.DetachedInterpretation => [s_detachedInterpretation, s_detachedResultsMeta],
        RemoteServices.Print => [DicomUid.BasicGrayscalePrintManagementMeta, DicomUid.BasicColorPrintManagementMeta],
        _ => [],
    };

    /// <summary>Services of an entry that are asked for over DIMSE, one by one.</summary>
    public static IEnumerable<RemoteServices> Dimse(RemoteServices services) =>
        Enum.GetValues<RemoteServices>().Where(service => service is not (RemoteServices.None or RemoteServices.Rest) && services.HasFlag(service));

    public static List<PresentationContext> Contexts(RemoteServices services) =>
    [
        new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid),
        .. Dimse(services).SelectMany(Classes).Select(static sopClass => new PresentationContext(sopClass, InformationModel.TransferSyntaxes)),
    ];

    /// <summary>Judges what the peer made of the proposal.</summary>
    public static ServiceTestResult Judge(RemoteAE remote, RemoteServices service, DimseUser association)
    {
        var wanted = Classes(service);
        var accepted = wanted.Where(sopClass => association.FindContext(sopClass) is not null).ToList();
        var result = new ServiceTestResult
        {
            Service = service,
            Success = accepted.Count > 0,
            Accepted = accepted.Select(static sopClass => sopClass.Name).ToEquatableList(),
            Refused = wanted.Except(accepted).Select(static sopClass => sopClass.Name).ToEquatableList(),
        };
        return service switch
        {
            _ when accepted.Count == 0 => result with
            {
                Message = $"{remote.Name} does not offer {service} to us.",
                RecommendedAction = $"Have its administrator allow {service} for our AE title, or take {service} off the entry.",
            },
            RemoteServices.Storage => result with { Message = $"takes {accepted.Count} of {wanted.Count} SOP classes that were proposed" },
            RemoteServices.QueryRetrieve => JudgeQuery(remote, result, accepted),
            _ => result with { Message = "offered" },
        };
    }

    private static ServiceTestResult JudgeQuery(RemoteAE remote, ServiceTestResult result, List<DicomUid> accepted)
    {
        var find = Roots(InformationModel.Find);
        var move = Roots(InformationModel.Move);
        var get = Roots(InformationModel.Get);
        result = result with
        {
            Success = find.Length > 0 && move.Length + get.Length > 0,
            Message = $"C-FIND {Words(find)}, C-MOVE {Words(move)}, C-GET {Words(get)}",
        };
        if (!result.Success)
        {
            return result with { RecommendedAction = "Have its administrator allow queries and retrieval for our AE title." };
        }

        var configured = remote.RetrieveMethod == RetrieveMethod.Get ? get : move;
        var other = remote.RetrieveMethod == RetrieveMethod.Get ? RetrieveMethod.Move : RetrieveMethod.Get;
        return configured.Length > 0 ? result : result with
        {
            RecommendedAction = $"Set-OptosDicomAE -Name {remote.Name} -RetrieveMethod {other}: the peer does not offer the other one.",
        };

        string Roots(Func<QueryRoot, DicomUid> sopClass) =>
            string.Join(" and ", new[] { QueryRoot.Study, QueryRoot.Patient }.Where(root => accepted.Contains(sopClass(root))).Select(static root => root.ToString().ToLowerInvariant()));

        static string Words(string roots) => roots.Length > 0 ? $"({roots} root)" : "no";
    }
}
