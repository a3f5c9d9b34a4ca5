using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A request as an archive got it.</summary>
internal sealed class CommitmentAsked(DicomDataset information, DimseUser peer)
{
    public string TransactionUid { get; } = information.GetString(DicomTag.TransactionUID)!;

    /// <summary>Class and instance of each reference, in their order.</summary>
    public List<(string SopClass, string Instance)> References { get; } =
    [
        .. information.GetSequence(DicomTag.ReferencedSOPSequence)!.Items.Select(item =>
            (item.GetString(DicomTag.ReferencedSOPClassUID)!, item.GetString(DicomTag.ReferencedSOPInstanceUID)!)),
    ];

    /// <summary>The way back on the same association.</summary>
    public DimseUser Peer => peer;

    /// <summary>A report that keeps what is asked for, but for the failures given and what is left out.</summary>
    public DicomDataset Report(Dictionary<string, ushort?>? failures = null, params string[] leftOut) => Report(
        TransactionUid,
        References.Where(each => failures?.ContainsKey(each.Instance) != true && !leftOut.Contains(each.Instance)),
        References.Where(each => failures?.ContainsKey(each.Instance) == true).Select(each => (each.SopClass, each.Instance, failures![each.Instance])));

    public static DicomDataset Report(
        string transactionUid, IEnumerable<(string SopClass, string Instance)> committed, IEnumerable<(string SopClass, string Instance, ushort? Reason)>? failed = null)
    {
        var report = new DicomDataset();
        report.Set(DicomTag.TransactionUID, transactionUid);
        DicomDataset[] kept = [.. committed.Select(each => CommitmentMessages.Reference(each.SopClass, each.Instance))];
        if (kept.Length > 0)
        {
            report.Set(DicomTag.ReferencedSOPSequence, kept);
        }

        DicomDataset[] others =
        [
            .. (failed ?? []).Select(each =>
            {
                var item = CommitmentMessages.Reference(each.SopClass, each.Instance);
                if (each.Reason is { } reason)
                {
                    item.Set(DicomTag.FailureReason, (long)reason);
                }

                return item;
            }),
        ];
        if (others.Length > 0)
        {
            report.Set(DicomTag.FailedSOPSequence, others);
        }

        return report;
    }
}
