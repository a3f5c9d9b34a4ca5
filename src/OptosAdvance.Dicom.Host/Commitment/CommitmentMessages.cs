using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Requests and reports of storage commitment as data sets (PS3.4 tables J.3-1 and J.3-2).</summary>
internal static class CommitmentMessages
{
    /// <summary>N-ACTION type of a request.</summary>
    public const ushort RequestAction = 1;

    /// <summary>N-EVENT-REPORT type: every instance is kept.</summary>
    public const ushort SuccessEvent = 1;

    /// <summary>N-EVENT-REPORT type: there are failures.</summary>
    public const ushort FailureEvent = 2;

    /// <summary>How it is encoded, in the order of preference.</summary>
    public static IReadOnlyList<DicomUid> TransferSyntaxes { get; } = [DicomTransferSyntax.ExplicitVRLittleEndian.Uid, DicomTransferSyntax.ImplicitVRLittleEndian.Uid];

    /// <summary>The context in which it is asked and reported.</summary>
    public static PresentationContext Context => new(0, DicomUid.StorageCommitmentPushModel, TransferSyntaxes);

    public static NActionRequest Request => new()
    {
        RequestedSopClassUid = DicomUid.StorageCommitmentPushModel,
        RequestedSopInstanceUid = DicomUid.StorageCommitmentPushModelInstance,
        ActionTypeId = RequestAction,
    };

    /// <summary>Action information of a request: each instance once.</summary>
    public static DicomDataset RequestInformation(CommitmentTransaction transaction)
    {
        var information = new DicomDataset();
        information.Set(DicomTag.TransactionUID, transaction.Uid);
        information.Set(
            DicomTag.ReferencedSOPSequence,
            [.. transaction.Instances.DistinctBy(static instance => instance.SopInstanceUid).Select(static instance => Reference(instance.SopClassUid, instance.SopInstanceUid))]);
        return information;
    }

    /// <summary>Event information of a report.</summary>
    /// <param name="pledge">What was asked.</param>
    /// <param name="reasons">The reason why each instance is not kept, by SOP instance; null when it is.</param>
    public static DicomDataset ReportInformation(CommitmentPledge pledge, IReadOnlyDictionary<string, ushort?> reasons)
    {
        var information = new DicomDataset();
        information.Set(DicomTag.TransactionUID, pledge.TransactionUid);
        DicomDataset[] kept = [.. pledge.References.Where(each => reasons[each.SopInstanceUid] is null).Select(static each => Reference(each.SopClassUid, each.SopInstanceUid))];
        if (kept.Length > 0)
        {
            information.Set(DicomTag.ReferencedSOPSequence, kept);
        }

        var failed = pledge.References.Where(each => reasons[each.SopInstanceUid] is not null).ToArray();
        if (failed.Length > 0)
        {
            information.Set(
                DicomTag.FailedSOPSequence,
                [.. failed.Select(each => Reference(each.SopClassUid, each.SopInstanceUid).Set(DicomTag.FailureReason, (long)reasons[each.SopInstanceUid]!.Value))]);
        }

        return information;
    }

    public static DicomDataset Reference(string sopClassUid, string sopInstanceUid)
    {
        var item = new DicomDataset();
        item.Set(DicomTag.ReferencedSOPClassUID, sopClassUid);
        item.Set(DicomTag.ReferencedSOPInstanceUID, sopInstanceUid);
        return item;
    }

    /// <summary>What became of a transaction, as a person reads it.</summary>
    public static string Describe(CommitmentTransaction transaction)
    {
        var committed = transaction.Count(StorageCommitmentInstanceState.Committed);
        var text = $"{transaction.AE} keeps {committed} of {Instances(transaction.Instances.Count)}";
        var others = transaction.Instances
            .Where(static instance => instance.State is not (StorageCommitmentInstanceState.Committed or StorageCommitmentInstanceState.Pending))
            .GroupBy(static instance => instance.Reason)
            .Select(static group => $"{group.Count()} not: {group.Key}");
        return string.Join("; ", others.Prepend(text)) + ".";
    }

    public static string Instances(int count) => count == 1 ? "1 instance" : $"{count} instances";
}
