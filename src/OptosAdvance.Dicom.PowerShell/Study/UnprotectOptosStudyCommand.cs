using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Lifts the protection of studies from purging.</summary>
/// <remarks>The host may delete the study when it frees disk space.</remarks>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Unprotect-OptosStudy</code>
/// <para>Lets the studies of a patient be purged again.</para>
/// </example>
/// <example>
/// <code>Unprotect-OptosStudy -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -PassThru</code>
/// <para>Lifts the protection of one study and shows it.</para>
/// </example>
[Cmdlet(VerbsSecurity.Unprotect, "OptosStudy", SupportsShouldProcess = true)]
[OutputType(typeof(StudySummary))]
public sealed class UnprotectOptosStudyCommand : StudyProtectionCmdlet
{
    private protected override bool Protection => false;
}
