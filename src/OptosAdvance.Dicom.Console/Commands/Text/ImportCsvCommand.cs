using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads files of comma-separated values into objects.</summary>
[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = "Path")]
internal sealed class ImportCsvCommand : PathCommand
{
    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    protected override void ProcessRecord()
    {
        foreach (var file in Paths.SelectMany(path => Resolve(path, out _)))
        {
            Attempt("FileOpenFailure", file, () => Read(file));
        }
    }

    private void Read(string file)
    {
        IReadOnlyList<string>? header = Header;
        using var reader = new StreamReader(file, Encoding);
        foreach (var record in CsvText.Records(reader, Delimiter))
        {
            if (header is null)
            {
                header = CsvText.Header(record);
            }
            else
            {
                WriteObject(CsvText.Object(header, record));
            }
        }
    }
}
