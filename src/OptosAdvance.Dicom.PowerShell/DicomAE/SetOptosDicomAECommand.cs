using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes remote DICOM servers.</summary>
/// <remarks>Only the properties that are given change. An empty text removes a value.</remarks>
/// <example>
/// <code>Set-OptosDicomAE -Name PACS1 -HostName pacs2.clinic.example -Port 11112</code>
/// <para>Moves an entry to another host and port.</para>
/// </example>
/// <example>
/// <code>Set-OptosDicomAE -Name CAMERA* -Description 'Room 3' -WhatIf</code>
/// <para>Shows what would change, before and after, in every entry whose name begins with CAMERA.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosDicomAE", SupportsShouldProcess = true)]
[OutputType(typeof(RemoteAE))]
public sealed class SetOptosDicomAECommand : DicomAEChangingCmdlet
{
    /// <summary>Names of the entries; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var given = Given();
        if (given.IsEmpty)
        {
            var target = string.Join(", ", Name);
            WriteError(ErrorRecords.Create(
                "NothingToSet", ErrorCategory.InvalidArgument, $"No property of the remote AE '{target}' is given.", "Give at least one, such as -HostName or -Port.", target));
            return;
        }

        var configuration = await (await ControlAsync()).GetConfigurationAsync(StopToken);
        foreach (var entry in NameFilter.Select(configuration.RemoteAEs, each => each.Name, Name, this.WriteDicomAENotFound))
        {
            await ApplyAsync(new RemoteAEChange { Name = entry.Name, Kind = RemoteAEChangeKind.Update, Properties = given }, "Set");
        }
    }
}
