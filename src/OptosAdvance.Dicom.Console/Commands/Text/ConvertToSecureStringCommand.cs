using System.Management.Automation;
using System.Security;

namespace OptosAdvance.Dicom.Console;

/// <summary>Makes a secure string of plain text, as for a script's own secrets; encrypted forms are not read here.</summary>
[Cmdlet(VerbsData.ConvertTo, "SecureString")]
internal sealed class ConvertToSecureStringCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string String { get; set; } = "";

    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var secret = new SecureString();
        foreach (var character in String)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        WriteObject(secret);
    }
}
