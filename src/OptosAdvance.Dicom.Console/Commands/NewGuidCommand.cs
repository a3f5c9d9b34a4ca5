using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Makes a GUID.</summary>
[Cmdlet(VerbsCommon.New, "Guid")]
internal sealed class NewGuidCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Empty { get; set; }

    protected override void ProcessRecord() => WriteObject(Empty ? Guid.Empty : Guid.NewGuid());
}
