using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gives a command another name; an error when the name is taken.</summary>
[Cmdlet(VerbsCommon.New, "Alias", SupportsShouldProcess = true)]
internal sealed class NewAliasCommand : SetAliasCommand
{
    protected override void ProcessRecord()
    {
        if (!Force && InvokeCommand.GetCommand(Name, CommandTypes.Alias) is not null)
        {
            WriteError(new ErrorRecord(
                new SessionStateException($"The alias is not allowed, because an alias with the name '{Name}' already exists."),
                "AliasAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        base.ProcessRecord();
    }
}
