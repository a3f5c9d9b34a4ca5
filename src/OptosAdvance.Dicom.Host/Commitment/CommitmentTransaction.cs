using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>One storage commitment transaction with an archive, about instances of one study.</summary>
internal sealed record CommitmentTransaction
{
    /// <summary>Transaction UID (0008,1195).</summary>
    public required string Uid { get; init; }

    /// <summary>Name of the remote AE.</summary>
    public required string AE { get; init; }

    /// <summary>AE title that it is asked by: whose answer counts.</summary>
    public required string AETitle { get; init; }

    public required string StudyInstanceUid { get; init; }

    /// <summary>Job that it belongs to.</summary>
    public required long JobId { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Actor { get; init; }

    public StorageCommitmentState State { get; init; } = StorageCommitmentState.Sending;

    public int Attempt { get; init; } = 1;

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Until when the answer is waited for; null when none is.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public string SupersededBy { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>How far its results have got into the index.</summary>
    public CommitmentSettlement Settlement { get; init; } = CommitmentSettlement.Durable;

    public required IReadOnlyList<CommitmentInstance> Instances { get; init; }

    /// <summary>The archive's answer can still come and count.</summary>
    public bool IsUnanswered => AnsweredAt is null;

    /// <summary>It neither asks nor waits for an answer any more.</summary>
    public bool IsFinished => State is not (StorageCommitmentState.Sending or StorageCommitmentState.Pending);

    public int Count(StorageCommitmentInstanceState state) => Instances.Count(instance => instance.State == state);

    /// <summary>As cmdlets see it.</summary>
    public StorageCommitment ToResult(bool withInstances) => new()
    {
        TransactionUid = Uid,
        AE = AE,
        AETitle = AETitle,
        StudyInstanceUid = StudyInstanceUid,
        JobId = JobId,
        State = State,
        Instances = Instances.Count,
        Committed = Count(StorageCommitmentInstanceState.Committed),
        Failed = Instances.Count - Count(StorageCommitmentInstanceState.Committed) - Count(StorageCommitmentInstanceState.Pending),
        Attempt = Attempt,
        RequestedAt = RequestedAt,
        AcceptedAt = AcceptedAt,
        AnsweredAt = AnsweredAt,
        DueAt = DueAt,
        RequestedBy = Actor,
        SupersededBy = SupersededBy,
        Message = Message,
        Results = withInstances
            ? Instances.Select(static instance => new StorageCommitmentInstance
            {
                SopInstanceUid = instance.SopInstanceUid,
                SopClassUid = instance.SopClassUid,
                SeriesInstanceUid = instance.SeriesInstanceUid,
                State = instance.State,
                FailureReason = instance.FailureReason,
                Reason = instance.Reason,
            }).ToEquatableList()
            : [],
    };
}
