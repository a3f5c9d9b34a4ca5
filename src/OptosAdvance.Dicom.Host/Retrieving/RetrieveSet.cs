using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>What is retrieved, as identifiers (PS3.4 C.4.2.2.1): one for most, several where the lists of UIDs are long.</summary>
internal static class RetrieveSet
{
    /// <summary>UIDs of one list: it stays well below the 64 KB of a value of explicit VR.</summary>
    private const int UidsAtOnce = 500;

    /// <exception cref="ControlException">The request is not complete.</exception>
    public static void Check(RetrieveRequest request)
    {
        foreach (var uid in request.SeriesInstanceUid.Concat(request.SopInstanceUid).Prepend(request.StudyInstanceUid))
        {
            if (!new DicomUid(uid.Trim()).IsValid)
            {
                throw Errors.InvalidArgument($"'{uid}' is not a UID.", "Give the UIDs as Find-OptosStudy -AE shows them.");
            }
        }

        if (request.SopInstanceUid.Count > 0 && request.SeriesInstanceUid.Count != 1)
        {
            throw Errors.InvalidArgument("Instances are retrieved from one series, which has to be named.", "Give the SeriesInstanceUid, or pipe instances in from Find-OptosInstance -AE.");
        }
    }

    public static IEnumerable<DicomDataset> Identifiers(RetrieveRequest request, QueryRoot root)
    {
        if (request.SopInstanceUid.Count > 0)
        {
            return request.SopInstanceUid.Chunk(UidsAtOnce).Select(uids => Base(request, root, "IMAGE")
                .Match(DicomTag.SeriesInstanceUID, request.SeriesInstanceUid[0].Trim())
                .MatchAny(DicomTag.SOPInstanceUID, uids).Build(null));
        }

        return request.SeriesInstanceUid.Count > 0
            ? request.SeriesInstanceUid.Chunk(UidsAtOnce).Select(uids => Base(request, root, "SERIES").MatchAny(DicomTag.SeriesInstanceUID, uids).Build(null))
            : [Base(request, root, "STUDY").Build(null)];
    }

    private static Identifier Base(RetrieveRequest request, QueryRoot root, string level)
    {
        var keys = new Identifier().Match(DicomTag.QueryRetrieveLevel, level).Match(DicomTag.StudyInstanceUID, request.StudyInstanceUid.Trim());
        return root == QueryRoot.Patient ? keys.Match(DicomTag.PatientID, request.PatientId) : keys;
    }
}
