namespace OptosAdvance.Dicom.Console;

/// <summary>How much the runner tells while it runs.</summary>
internal enum PesterVerbosity
{
    None,
    Normal,
    Detailed,
    Diagnostic,
}
