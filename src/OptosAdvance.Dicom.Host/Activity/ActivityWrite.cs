using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>One thing that waits to be written; exactly one of the four is given.</summary>
/// <param name="Row">A row of the log.</param>
/// <param name="Refused">A caller that was turned away.</param>
/// <param name="Delivered">How far audit messages are delivered.</param>
/// <param name="Written">Is told when everything before it is written.</param>
internal readonly record struct ActivityWrite(ActivityRecord? Row = null, RefusedCaller? Refused = null, AuditPosition? Delivered = null, TaskCompletionSource? Written = null);
