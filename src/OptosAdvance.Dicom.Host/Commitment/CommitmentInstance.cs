using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance of a commitment transaction: what was asked for, and what came of it.</summary>
/// <param name="SeriesInstanceUid">Series.</param>
/// <param name="SopInstanceUid">SOP instance.</param>
/// <param name="SopClassUid">SOP class.</param>
/// <param name="File">The file as it was held when the archive was asked.</param>
/// <param name="State">What came of it.</param>
/// <param name="FailureReason">Failure Reason (0008,1197); null when the archive gave none.</param>
internal sealed record CommitmentInstance(
    string SeriesInstanceUid,
    string SopInstanceUid,
    string SopClassUid,
    StoredFile File,
    StorageCommitmentInstanceState State = StorageCommitmentInstanceState.Pending,
    ushort? FailureReason = null)
{
    public CommitmentInstance(HeldInstance held)
        : this(held.Key.SeriesInstanceUid, held.Key.SopInstanceUid, held.SopClassUid, held.File)
    {
    }

    /// <summary>The archive may well say something else when it is asked again later.</summary>
    public bool IsWorthAskingAgain => State == StorageCommitmentInstanceState.Failed && CommitmentFailure.IsPassing(FailureReason);

    /// <summary>Why it is not committed, in words; empty when it is, or is not known yet.</summary>
    public string Reason => State switch
    {
        StorageCommitmentInstanceState.Failed => CommitmentFailure.Describe(FailureReason),
        StorageCommitmentInstanceState.NotNamed => "the answer does not name it",
        StorageCommitmentInstanceState.Changed => "it was replaced or removed here since it was asked for",
        _ => "",
    };
}
