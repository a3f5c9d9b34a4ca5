using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The next batch of a purge, or why there is none.</summary>
/// <param name="State"><see cref="PurgeState.Due"/> when there are studies to delete.</param>
/// <param name="Explanation">One sentence or two for people.</param>
/// <param name="Studies">Studies to delete, oldest first.</param>
internal sealed record PurgePlan(PurgeState State, string Explanation, IReadOnlyList<PurgeCandidate> Studies)
{
    /// <summary>Nothing that purging could do would free more space.</summary>
    public bool IsExhausted => State is PurgeState.NothingEligible or PurgeState.StudiesProtected;
}
