namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Something depends on what was reported as wrong already; it needs no error of its own.</summary>
#pragma warning disable CA1032, CA1064 // Caught by the evaluator.
internal sealed class AlreadyReportedException : Exception;
#pragma warning restore CA1032, CA1064
