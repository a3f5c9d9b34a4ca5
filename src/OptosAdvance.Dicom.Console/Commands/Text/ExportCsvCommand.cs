using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes objects into a file of comma-separated values.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
internal sealed class ExportCsvCommand : CsvWriterCommand, IDisposable
{
    private StreamWriter? writer;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    public void Dispose() => writer?.Dispose();

    protected override void BeginProcessing()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path))
        {
            return;
        }

        try
        {
            if (Append && File.Exists(path))
            {
                using var reader = new StreamReader(path, Encoding);
                if (CsvText.Records(reader, Delimiter).FirstOrDefault() is { } header)
                {
                    UseNames(CsvText.Header(header));
                }
            }

            writer = FileContent.OpenWriter(path, Encoding, Append, NoClobber, Force);
        }
        catch (Exception problem) when (FileContent.IsFileProblem(problem))
        {
            ThrowTerminatingError(new ErrorRecord(problem, "FileOpenFailure", ErrorCategory.OpenError, path));
        }
    }

    protected override void WriteLine(string line) => writer?.WriteLine(line);

    protected override void EndProcessing() => writer?.Dispose();
}
