using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads comma-separated values into objects.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
internal sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public string[]? Header { get; set; }

    protected override void ProcessRecord() => lines.AddRange(InputObject);

    protected override void EndProcessing()
    {
        IReadOnlyList<string>? header = Header;
        using var reader = new StringReader(string.Join('\n', lines));
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
