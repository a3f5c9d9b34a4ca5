using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the data repository: where images lie, how safely, when old ones go, and how it stands with all that.</summary>
/// <remarks>
/// The properties are those that Set-OptosRepository sets, so that the object can be piped to it. The property Status says how the repository is now: the folder
/// in use, free space, each watermark in bytes on this volume, the state of the storage service with its reason, what purging would do next and why it does not,
/// and every volume that the host writes to. Watermarks are amounts of free disk space: a percentage of the volume (5%) or a size (20GB). In the bar, # is used
/// and . is free space; H, L and C stand where the high, low and critical watermarks are.
/// </remarks>
/// <example>
/// <code>Get-OptosRepository</code>
/// <para>Shows the settings of the repository and its state side by side.</para>
/// </example>
/// <example>
/// <code>(Get-OptosRepository).Status.Purge</code>
/// <para>Shows what purging does or would do, and why it does not.</para>
/// </example>
/// <example>
/// <code>Get-OptosRepository | Format-List *Watermark</code>
/// <para>Shows the watermarks as they are set.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosRepository")]
[OutputType(typeof(RepositorySettings))]
public sealed class GetOptosRepositoryCommand : OptosCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        var configuration = await control.GetConfigurationAsync(StopToken);
        var status = await control.GetRepositoryStatusAsync(StopToken);
        var repository = new PSObject(configuration.Repository);
        repository.Properties.Add(new PSNoteProperty("Status", status));
        WriteObject(repository);
    }
}
