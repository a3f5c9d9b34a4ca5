using System.Management.Automation;
using System.Management.Automation.Language;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads a data file (<c>.psd1</c>) without running anything in it.</summary>
[Cmdlet(VerbsData.Import, "PowerShellDataFile", DefaultParameterSetName = "Path")]
internal sealed class ImportPowerShellDataFileCommand : PathCommand
{
    protected override void ProcessRecord()
    {
        foreach (var file in Paths.SelectMany(path => Resolve(path, out _)))
        {
            Attempt("CouldNotReadDataFile", file, () => WriteObject(Read(file)));
        }
    }

    private object? Read(string file)
    {
        var tree = Parser.ParseFile(file, out _, out var errors);
        if (errors.Length > 0)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ParseException(errors), "CouldNotParseAsPowerShellDataFile", ErrorCategory.InvalidData, file));
        }

        var table = tree.Find(node => node is HashtableAst, searchNestedScriptBlocks: false) as HashtableAst
            ?? throw new PSInvalidOperationException($"The file '{file}' holds no hashtable.");
        try
        {
            return table.SafeGetValue();
        }
        catch (InvalidOperationException problem) when (problem is not PSInvalidOperationException)
        {
            throw new PSInvalidOperationException($"The file '{file}' holds more than data: {problem.Message}", problem);
        }
    }
}
