using System.Management.Automation;
using System.Security;

namespace OptosAdvance.Dicom.Console;

/// <summary>Shows what a secure string holds.</summary>
[Cmdlet(VerbsData.ConvertFrom, "SecureString")]
internal sealed class ConvertFromSecureStringCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SecureString SecureString { get; set; } = new();

    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord() => WriteObject(new System.Net.NetworkCredential("", SecureString).Password);
}
