using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Sets whether studies are protected from purging.</summary>
public abstract class StudyProtectionCmdlet : StudyCmdlet
{
    /// <summary>Returns the study after the change. By default the command returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract bool Protection { get; }

    private protected override async Task ProcessStudyAsync(IOptosControl control, StudyDetail study)
    {
        var result = study.Study;
        if (result.IsProtected == Protection)
        {
            WriteVerbose($"Study {result.StudyInstanceUid} is {(Protection ? "protected" : "not protected")} already.");
        }
        else if (ShouldProcess(result.Describe(), $"Set IsProtected: {result.IsProtected} -> {Protection}"))
        {
            result = await control.SetStudyProtectionAsync(result.StudyInstanceUid, Protection, StopToken);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(result);
        }
    }
}
