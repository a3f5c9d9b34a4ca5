using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Makes one text of many objects.</summary>
[Cmdlet(VerbsCommon.Join, "String")]
internal sealed class JoinStringCommand : PSCmdlet
{
    private readonly List<string> parts = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object? Property { get; set; }

    [Parameter(Position = 1)]
    [AllowEmptyString]
    public string Separator { get; set; } = "";

    [Parameter]
    public string OutputPrefix { get; set; } = "";

    [Parameter]
    public string OutputSuffix { get; set; } = "";

    [Parameter]
    public SwitchParameter SingleQuote { get; set; }

    [Parameter]
    public SwitchParameter DoubleQuote { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var value = Property is null ? InputObject : ObjectProperty.Parse([Property])[0].Value(InputObject);
        var text = LanguagePrimitives.ConvertTo<string>(value);
        var quote = SingleQuote ? "'" : DoubleQuote ? "\"" : "";
        parts.Add(quote + text + quote);
    }

    protected override void EndProcessing() => WriteObject(OutputPrefix + string.Join(Separator, parts) + OutputSuffix);
}
