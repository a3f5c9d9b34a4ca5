using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes objects as comma-separated values.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
internal sealed class ConvertToCsvCommand : CsvWriterCommand
{
    protected override void WriteLine(string line) => WriteObject(line);
}
