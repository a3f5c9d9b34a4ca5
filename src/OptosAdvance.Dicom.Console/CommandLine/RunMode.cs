namespace OptosAdvance.Dicom.Console;

/// <summary>What the command line asks for.</summary>
internal enum RunMode
{
    Interactive,
    Script,
    Command,
    StandardInput,
    Pester,
    Help,
    Version,
}
