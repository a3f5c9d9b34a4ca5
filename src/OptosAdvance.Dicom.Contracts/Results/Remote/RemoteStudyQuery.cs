namespace OptosAdvance.Dicom.Contracts;

/// <summary>A search for studies at a remote AE.</summary>
public sealed record RemoteStudyQuery
{
    /// <summary>Whom to ask.</summary>
    public RemoteQuery Remote { get; init; } = new();

    /// <summary>What to match. What only the local index knows (ReceivedSince, IsProtected) has to be left out.</summary>
    public StudyQuery Query { get; init; } = new();
}
