using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Asks for a user's name and password.</summary>
[Cmdlet(VerbsCommon.Get, "Credential")]
internal sealed class GetCredentialCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    [Alias("Credential")]
    public string UserName { get; set; } = "";

    [Parameter]
    public string Message { get; set; } = "";

    [Parameter]
    public string Title { get; set; } = "";

    protected override void ProcessRecord() => WriteObject(Host.UI.PromptForCredential(Title, Message, UserName, ""));
}
