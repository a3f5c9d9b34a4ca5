using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>A cmdlet that does something with studies that are named by their UID.</summary>
public abstract class StudyCmdlet : OptosCmdlet
{
    /// <summary>Study Instance UIDs (0020,000D), typed or from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[] StudyInstanceUid { get; set; } = [];

    /// <summary>Does the work for one study that exists.</summary>
    private protected abstract Task ProcessStudyAsync(IOptosControl control, StudyDetail study);

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        foreach (var uid in StudyInstanceUid)
        {
            await TryAsync(uid, async () =>
            {
                if (await control.GetStudyAsync(uid, StopToken) is { } study)
                {
                    await ProcessStudyAsync(control, study);
                }
                else
                {
                    WriteError(StudyErrors.NotFound(uid));
                }
            });
        }
    }
}
