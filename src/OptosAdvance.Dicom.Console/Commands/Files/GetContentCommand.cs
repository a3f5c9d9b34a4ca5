using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Reads files (and items of other providers) line by line.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
internal sealed class GetContentCommand : PathCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter]
    [Alias("First", "Head")]
    [ValidateRange(0, long.MaxValue)]
    public long TotalCount { get; set; } = -1;

    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int Tail { get; set; } = -1;

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            foreach (var resolved in Resolve(path, out var provider))
            {
                Attempt("GetContentReaderError", resolved, () =>
                {
                    if (provider.Name == "FileSystem")
                    {
                        ReadFile(resolved);
                    }
                    else
                    {
                        ReadItem($"{provider.Name}::{resolved}");
                    }
                });
            }
        }
    }

    private void ReadFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UnauthorizedAccessException($"Unable to get content because '{path}' is a directory. Use 'Get-ChildItem' instead.");
        }

        if (AsByteStream)
        {
            var bytes = File.ReadAllBytes(path);
            WriteObject(bytes, enumerateCollection: !Raw);
        }
        else if (Raw)
        {
            var text = File.ReadAllText(path, Encoding);
            WriteObject(text);
        }
        else
        {
            Send(File.ReadLines(path, Encoding));
        }
    }

    private void ReadItem(string path)
    {
        foreach (var reader in InvokeProvider.Content.GetReader([path], force: true, literalPath: true))
        {
            using (reader)
            {
                Send(reader.Read(0).Cast<object>());
            }
        }
    }

    private void Send(IEnumerable<object> lines)
    {
        var wanted = Tail >= 0 ? lines.TakeLast(Tail) : lines;
        var count = 0L;
        foreach (var line in wanted)
        {
            if (TotalCount >= 0 && count++ >= TotalCount)
            {
                return;
            }

            WriteObject(line);
        }
    }
}
