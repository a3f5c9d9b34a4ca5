using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Drops objects that equal the one before them.</summary>
[Cmdlet(VerbsCommon.Get, "Unique")]
internal sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? last;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override void ProcessRecord()
    {
        var order = new ObjectOrder(!CaseInsensitive, CultureInfo.InvariantCulture);
        var isRepeat = last is not null
            && (AsString ? order.Compare(last.ToString(), InputObject?.ToString()) : order.Compare(last, InputObject)) == 0;
        if (!isRepeat)
        {
            WriteObject(InputObject);
            last = InputObject;
        }
    }
}
