using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the data repository: where images lie, how safely, and when old ones go.</summary>
/// <remarks>Watermarks are amounts of free disk space: a percentage of the volume (5%) or a size (20GB).</remarks>
/// <example>
/// <code>Get-OptosRepository</code>
/// <para>Shows the data repository: where images lie, how safely, and when old ones go.</para>
/// </example>
/// <example>
/// <code>Get-OptosRepository | Format-List *Watermark</code>
/// <para>Shows the watermarks.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosRepository")]
[OutputType(typeof(RepositorySettings))]
public sealed class GetOptosRepositoryCommand : GetSettingsCommand<RepositorySettings>
{
    private protected override RepositorySettings Section(ApplianceConfiguration configuration) => configuration.Repository;
}
