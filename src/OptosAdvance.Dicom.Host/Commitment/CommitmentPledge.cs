using System.Text.Json;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>What another AE asks us to commit: the references of its request, as they are kept with the job that answers.</summary>
/// <param name="TransactionUid">Its transaction UID.</param>
/// <param name="References">SOP class and instance of each, each instance once.</param>
internal sealed record CommitmentPledge(string TransactionUid, IReadOnlyList<CommitmentReference> References)
{
    /// <summary>References of one request that are taken.</summary>
    public const int MaximumReferences = 20_000;

    /// <summary>Reads the action information of a request; null when it names no transaction or no instance.</summary>
    public static CommitmentPledge? Read(DicomDataset? information)
    {
        if (information?.GetString(DicomTag.TransactionUID) is not { Length: > 0 } uid)
        {
            return null;
        }

        var references = (information.GetSequence(DicomTag.ReferencedSOPSequence)?.Items ?? [])
            .Select(static item => new CommitmentReference(
                item.GetString(DicomTag.ReferencedSOPClassUID) ?? "", item.GetString(DicomTag.ReferencedSOPInstanceUID) ?? ""))
            .Where(static reference => reference.SopInstanceUid.Length > 0)
            .DistinctBy(static reference => reference.SopInstanceUid)
            .ToList();
        return references.Count == 0 ? null : new CommitmentPledge(uid, references);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static CommitmentPledge Parse(string text) => JsonSerializer.Deserialize<CommitmentPledge>(text)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
