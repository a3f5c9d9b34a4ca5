namespace OptosAdvance.Dicom.Host;

/// <summary>A C-MOVE of ours that is under way.</summary>
internal sealed class OwnMove(OwnMoves moves, ushort messageId, string peerAETitle, string ownAETitle, string studyInstanceUid)
{
    /// <summary>Of its requests: the peer names it with each instance.</summary>
    public ushort MessageId { get; } = messageId;

    /// <summary>Who was asked.</summary>
    public string PeerAETitle { get; } = peerAETitle;

    /// <summary>Who asked.</summary>
    public string OwnAETitle { get; } = ownAETitle;

    public string StudyInstanceUid { get; } = studyInstanceUid;

    /// <summary>What it brought and is not durable yet.</summary>
    public LateCommits Late { get; } = new();

    /// <summary>Ends it: from now on nothing comes for it. Completes when all that came is durable, or told as lost.</summary>
    public Task EndAsync()
    {
        moves.End(this);
        return Late.CloseAsync();
    }
}
