using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>What an archive reports of a transaction (PS3.4 table J.3-2).</summary>
/// <param name="TransactionUid">Transaction UID (0008,1195).</param>
/// <param name="Committed">SOP classes by SOP instance of what it keeps (0008,1199).</param>
/// <param name="Failed">SOP instances that it does not keep (0008,1198), with the reason (0008,1197) where it gives one.</param>
internal sealed record CommitmentReport(
    string TransactionUid, IReadOnlyDictionary<string, string> Committed, IReadOnlyDictionary<string, ushort?> Failed)
{
    /// <summary>Reads a report; null when it names no transaction.</summary>
    public static CommitmentReport? Read(DicomDataset? information)
    {
        if (information?.GetString(DicomTag.TransactionUID) is not { Length: > 0 } uid)
        {
            return null;
        }

        var committed = new Dictionary<string, string>();
        foreach (var item in Items(information, DicomTag.ReferencedSOPSequence))
        {
            // An instance that is named twice under two classes is one that the archive is not sure of.
            var sopClass = item.GetString(DicomTag.ReferencedSOPClassUID) ?? "";
            var instance = item.GetString(DicomTag.ReferencedSOPInstanceUID) ?? "";
            committed[instance] = committed.TryGetValue(instance, out var other) && other != sopClass ? "" : sopClass;
        }

        var failed = new Dictionary<string, ushort?>();
        foreach (var item in Items(information, DicomTag.FailedSOPSequence))
        {
            failed[item.GetString(DicomTag.ReferencedSOPInstanceUID) ?? ""] =
                item.GetInt32(DicomTag.FailureReason) is { } reason and >= 0 and <= ushort.MaxValue ? (ushort)reason : null;
        }

        return new CommitmentReport(uid, committed, failed);
    }

    /// <summary>What the report makes of an instance that the archive was asked for. In doubt it is not kept.</summary>
    public CommitmentInstance Apply(CommitmentInstance instance)
    {
        if (Failed.TryGetValue(instance.SopInstanceUid, out var reason))
        {
            return instance with { State = Contracts.StorageCommitmentInstanceState.Failed, FailureReason = reason };
        }

        if (!Committed.TryGetValue(instance.SopInstanceUid, out var sopClass))
        {
            return instance with { State = Contracts.StorageCommitmentInstanceState.NotNamed };
        }

        return sopClass == instance.SopClassUid
            ? instance with { State = Contracts.StorageCommitmentInstanceState.Committed }
            : instance with { State = Contracts.StorageCommitmentInstanceState.Failed, FailureReason = CommitmentFailure.ClassInstanceConflict };
    }

    private static IEnumerable<DicomDataset> Items(DicomDataset information, DicomTag tag) => information.GetSequence(tag)?.Items ?? [];
}
