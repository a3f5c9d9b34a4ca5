using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Lists the drives of the session.</summary>
[Cmdlet(VerbsCommon.Get, "PSDrive")]
internal sealed class GetPSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public string[]? PSProvider { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var drives = SessionState.Drive.GetAll()
                .Where(drive => pattern.IsMatch(drive.Name) && new NameFilter(null, PSProvider, null).Allows(drive.Provider.Name))
                .ToList();
            if (drives.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new System.Management.Automation.DriveNotFoundException($"Cannot find drive. A drive with the name '{name}' does not exist."),
                    "GetLocationNoMatchingDrive", ErrorCategory.ObjectNotFound, name));
            }

            WriteObject(drives, enumerateCollection: true);
        }
    }
}
