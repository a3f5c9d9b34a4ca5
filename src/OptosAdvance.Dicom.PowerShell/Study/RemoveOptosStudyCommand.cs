using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Removes studies and their files from the host.</summary>
/// <remarks>
/// The images are deleted for good. The command asks before each study unless -Confirm:$false is given. Each removal is a row of
/// the activity log.
/// </remarks>
/// <example>
/// <code>Remove-OptosStudy -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1</code>
/// <para>Removes one study after a question.</para>
/// </example>
/// <example>
/// <code>Find-OptosStudy -PatientId TEST* | Remove-OptosStudy -WhatIf</code>
/// <para>Shows which studies would be removed.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OptosStudy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StudySummary))]
public sealed class RemoveOptosStudyCommand : StudyCmdlet
{
    /// <summary>Returns the study that was removed. By default the command returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessStudyAsync(IOptosControl control, StudyDetail study)
    {
        if (!ShouldProcess(study.Study.Describe(), $"Remove study: {study.Study.Instances} instances, {study.Study.Size:N0} bytes"))
        {
            return;
        }

        var removed = await control.RemoveStudyAsync(study.Study.StudyInstanceUid, StopToken);
        if (PassThru)
        {
            WriteObject(removed);
        }
    }
}
