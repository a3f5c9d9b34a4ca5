using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What a peer's answer to C-STORE means for a job (PS3.4 B.2.3, PS3.7 9.1.1.1.9).</summary>
internal static class StoreResult
{
    /// <summary>So often an answer is taken for a passing one that does not say whether it is.</summary>
    private const int PatienceWithFailures = 5;

    /// <summary>
    /// Another attempt may bring another answer: out of resources (A7xx, 0213H). Some servers answer a full disk, or a lock that will be gone,
    /// with a processing failure (0110H); that is believed to last after some attempts.
    /// </summary>
    public static bool IsTransient(DimseStatus status, int attempts) =>
        status.Code >> 8 == 0xA7 || status == DimseStatus.ResourceLimitation || (status == DimseStatus.ProcessingFailure && attempts < PatienceWithFailures);

    /// <summary>The result of an instance whose answer is final.</summary>
    public static JobItemResult Of(OutgoingInstance instance, CStoreResponse response)
    {
        // A duplicate is there, which is what was wanted; a host that was killed may have sent it itself.
        var state = response.Status.IsSuccess ? JobItemState.Succeeded
            : response.Status.IsWarning || response.Status == DimseStatus.DuplicateSopInstance ? JobItemState.Warning
            : JobItemState.Failed;
        return new JobItemResult(
            instance.Item,
            state,
            response.Status.Code,
            state == JobItemState.Succeeded ? null : Comment(response),
            state == JobItemState.Failed ? 0 : instance.DataSetLength);
    }

    /// <summary>Status and comment in a line.</summary>
    public static string Comment(CStoreResponse response) => string.IsNullOrWhiteSpace(response.ErrorComment)
        ? response.Status.ToString()
        : $"{response.Status}: {response.ErrorComment}";
}
