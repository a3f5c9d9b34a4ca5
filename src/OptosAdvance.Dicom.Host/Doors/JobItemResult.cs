using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What became of one instance of a job.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="State">Any but <see cref="JobItemState.Waiting"/>.</param>
/// <param name="Status">The peer's status; null when it gave none.</param>
/// <param name="Comment">What there is to say; null for nothing.</param>
/// <param name="Bytes">Bytes that were moved.</param>
internal sealed record JobItemResult(JobInstance Instance, JobItemState State, ushort? Status = null, string? Comment = null, long Bytes = 0);
