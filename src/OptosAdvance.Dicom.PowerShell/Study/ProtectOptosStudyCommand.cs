using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Protects studies from purging.</summary>
/// <remarks>A protected study is kept when the host frees disk space. It can still be removed by hand.</remarks>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Protect-OptosStudy</code>
/// <para>Keeps the studies of a patient, whatever becomes of the free space.</para>
/// </example>
/// <example>
/// <code>Protect-OptosStudy -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -PassThru</code>
/// <para>Protects one study and shows it.</para>
/// </example>
[Cmdlet(VerbsSecurity.Protect, "OptosStudy", SupportsShouldProcess = true)]
[OutputType(typeof(StudySummary))]
public sealed class ProtectOptosStudyCommand : StudyProtectionCmdlet
{
    private protected override bool Protection => true;
}
