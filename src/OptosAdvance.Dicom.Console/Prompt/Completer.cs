using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>What the Tab key offers: the engine's own completion.</summary>
internal sealed class Completer(BuiltInEngine engine)
{
    public CommandCompletion Complete(string line, int cursor)
    {
        using var shell = PowerShell.Create(engine.Runspace);
        return CommandCompletion.CompleteInput(line, cursor, options: null, shell);
    }
}
