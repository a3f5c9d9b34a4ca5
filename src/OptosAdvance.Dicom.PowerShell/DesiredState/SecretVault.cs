using System.Management.Automation;
using System.Net;
using System.Security;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Secrets of documents that are evaluated in a console: those that Get-Secret of the module SecretManagement knows.</summary>
internal static class SecretVault
{
    public const string Description = "secrets come from Get-Secret of the module Microsoft.PowerShell.SecretManagement";

    /// <returns>The secret; null when there is none, or nothing that knows any.</returns>
    public static string? Find(PSCmdlet cmdlet, string name, string? vault)
    {
        object? secret = null;
        CmdletPump.RunOutside(() => secret = Ask(cmdlet, name, vault));
        return secret switch
        {
            SecureString text => new NetworkCredential("", text).Password,
            string text => text,
            PSCredential credential => credential.GetNetworkCredential().Password,
            _ => null,
        };
    }

    private static object? Ask(PSCmdlet cmdlet, string name, string? vault)
    {
        if (cmdlet.InvokeCommand.GetCommand("Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) is null)
        {
            return null;
        }

        const string script = "param($name, $vault) if ($vault) { Get-Secret -Name $name -Vault $vault -ErrorAction SilentlyContinue } else { Get-Secret -Name $name -ErrorAction SilentlyContinue }";
        return cmdlet.InvokeCommand.NewScriptBlock(script).Invoke(name, vault).FirstOrDefault()?.BaseObject;
    }
}
