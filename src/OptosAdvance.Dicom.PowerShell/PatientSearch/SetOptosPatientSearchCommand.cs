using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes the settings of patient search.</summary>
/// <remarks>
/// Only the properties that are given change, all of them or, when one is refused, none. A change takes effect at once; the host
/// need not be restarted.
/// </remarks>
/// <example>
/// <code>Set-OptosPatientSearch -MaximumQueryResults 500</code>
/// <para>Lets a search return up to 500 studies.</para>
/// </example>
/// <example>
/// <code>Set-OptosPatientSearch -MaximumQueryResults 100 -PassThru</code>
/// <para>Sets the limit and returns the settings after the change.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosPatientSearch", SupportsShouldProcess = true)]
[OutputType(typeof(PatientSearchSettings))]
public sealed class SetOptosPatientSearchCommand : SetSettingsCommand<PatientSearchSettings>
{
    /// <summary>See <see cref="PatientSearchSettings.MaximumQueryResults"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? MaximumQueryResults { get; set; }

    private protected override string SectionName => "PatientSearch";

    private protected override PatientSearchSettings Section(ApplianceConfiguration configuration) => configuration.PatientSearch;

    private protected override ConfigurationChange Change(Partial<PatientSearchSettings> given) => new() { PatientSearch = given };
}
