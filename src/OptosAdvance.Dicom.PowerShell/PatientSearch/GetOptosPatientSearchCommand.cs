using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the settings of patient search.</summary>
/// <remarks>They hold for searches of the local index, from the console and from remote servers.</remarks>
/// <example>
/// <code>Get-OptosPatientSearch</code>
/// <para>Shows the settings of patient search.</para>
/// </example>
/// <example>
/// <code>(Get-OptosPatientSearch).MaximumQueryResults</code>
/// <para>Gets the most studies that a search returns.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosPatientSearch")]
[OutputType(typeof(PatientSearchSettings))]
public sealed class GetOptosPatientSearchCommand : GetSettingsCommand<PatientSearchSettings>
{
    private protected override PatientSearchSettings Section(ApplianceConfiguration configuration) => configuration.PatientSearch;
}
