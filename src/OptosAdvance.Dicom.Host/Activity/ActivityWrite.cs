using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>One thing that waits to be written; exactly one of the three is given.</summary>
/// <param name="Row">A row of the log.</param>
/// <param name="Refused">A caller that was turned away.</param>
/// <param name="Written">Is told when everything before it is written.</param>
internal readonly record struct ActivityWrite(ActivityRecord? Row = null, RefusedCaller? Refused = null, TaskCompletionSource? Written = null);
