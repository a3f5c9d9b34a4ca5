using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets a study with its series and instances.</summary>
/// <remarks>
/// By default it returns one object per study, whose property Series holds the series and theirs Instances the instances.
/// With -Series or -Instance it returns those one by one, with the UIDs of what they belong to.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Get-OptosStudy</code>
/// <para>Shows the studies of a patient with their series.</para>
/// </example>
/// <example>
/// <code>Get-OptosStudy -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -Instance</code>
/// <para>Lists every instance of a study.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosStudy", DefaultParameterSetName = "Study")]
[OutputType(typeof(StudyDetail), ParameterSetName = ["Study"])]
[OutputType(typeof(SeriesDetail), ParameterSetName = ["Series"])]
[OutputType(typeof(InstanceDetail), ParameterSetName = ["Instance"])]
public sealed class GetOptosStudyCommand : StudyCmdlet
{
    /// <summary>Returns the series, one by one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Series")]
    public SwitchParameter Series { get; set; }

    /// <summary>Returns the instances, one by one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Instance")]
    public SwitchParameter Instance { get; set; }

    private protected override Task ProcessStudyAsync(IOptosControl control, StudyDetail study)
    {
        var uid = study.Study.StudyInstanceUid;
        if (Series)
        {
            WriteAll(study.Series.Select(series => With(series, (nameof(StudySummary.StudyInstanceUid), uid))));
        }
        else if (Instance)
        {
            WriteAll(study.Series.SelectMany(series => series.Instances.Select(instance => With(
                instance, (nameof(StudySummary.StudyInstanceUid), uid), (nameof(SeriesDetail.SeriesInstanceUid), series.SeriesInstanceUid)))));
        }
        else
        {
            WriteObject(study);
        }

        return Task.CompletedTask;
    }

    private static PSObject With(object item, params (string Name, string Value)[] properties)
    {
        var wrapped = PSObject.AsPSObject(item);
        foreach (var (name, value) in properties)
        {
            wrapped.Properties.Add(new PSNoteProperty(name, value));
        }

        return wrapped;
    }
}
