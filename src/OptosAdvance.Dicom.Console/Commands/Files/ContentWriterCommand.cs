using System.Collections;
using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>What Set-Content and Add-Content share.</summary>
internal abstract class ContentWriterCommand : PathCommand
{
    private readonly List<object?> values = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    [Parameter]
    [TextEncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodingTransformationAttribute.Default;

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected abstract bool Appends { get; }

    protected override void ProcessRecord() => values.AddRange(Value ?? []);

    protected override void EndProcessing()
    {
        foreach (var path in Paths)
        {
            if (ShouldProcess($"Path: {path}", Appends ? "Add Content" : "Set Content"))
            {
                Attempt("GetContentWriterError", path, () => Write(path));
            }
        }

        if (PassThru)
        {
            WriteObject(values, enumerateCollection: true);
        }
    }

    private void Write(string path)
    {
        if (!IsFileSystem(path))
        {
            WriteItem(path);
            return;
        }

        var hasWildcards = !IsLiteral && WildcardPattern.ContainsWildcardCharacters(path);
        foreach (var file in hasWildcards ? Resolve(path, out _) : [Unresolved(path)])
        {
            WriteFile(file);
        }
    }

    private void WriteFile(string file)
    {
        using var writer = FileContent.OpenWriter(file, Encoding, Appends, noClobber: false, Force);
        if (AsByteStream)
        {
            writer.BaseStream.Write([.. values.Select(value => LanguagePrimitives.ConvertTo<byte>(value))]);
            return;
        }

        foreach (var value in values)
        {
            writer.Write(LanguagePrimitives.ConvertTo<string>(value));
            if (!NoNewline)
            {
                writer.WriteLine();
            }
        }
    }

    private void WriteItem(string path)
    {
        foreach (var writer in InvokeProvider.Content.GetWriter([path], Force, IsLiteral))
        {
            using (writer)
            {
                writer.Write(new ArrayList(values));
            }
        }
    }
}
