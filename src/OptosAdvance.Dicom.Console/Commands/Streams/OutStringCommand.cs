using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace OptosAdvance.Dicom.Console;

/// <summary>Renders objects as the console would show them, into text.</summary>
[Cmdlet(VerbsData.Out, "String")]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringWriter text = new(CultureInfo.InvariantCulture);

    /// <summary>Sends each line by itself.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The columns of a line.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int? Width { get; set; }

    /// <summary>Leaves the line ends of the renderer out.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineInternals.UseRenderer(this, text, Width ?? Host.UI.RawUI.BufferSize.Width, NoNewline);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (Stream)
        {
            SendLines();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Stream)
        {
            SendLines();
        }
        else
        {
            WriteObject(text.ToString());
        }
    }

    private void SendLines()
    {
        var lines = text.ToString().Split(Environment.NewLine);
        foreach (var line in lines[..^1])
        {
            WriteObject(line);
        }

        text.GetStringBuilder().Clear().Append(lines[^1]);
    }

    /// <inheritdoc/>
    protected override void InternalDispose()
    {
        base.InternalDispose();
        text.Dispose();
    }
}
