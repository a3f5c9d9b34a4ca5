using System.Collections;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes to the screen, in colour where the screen has colours.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage { Message = Text(Object), NoNewLine = NoNewline.IsPresent };
        if (ForegroundColor is { } foreground)
        {
            message.ForegroundColor = foreground;
        }

        if (BackgroundColor is { } background)
        {
            message.BackgroundColor = background;
        }

        WriteInformation(message, ["PSHOST"]);
    }

    private string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        string text => text,
        IEnumerable items and not IDictionary => string.Join(Separator.ToString(), items.Cast<object?>().Select(Text)),
        var other => other.ToString() ?? "",
    };
}
