using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Makes a job of what somebody wants sent.</summary>
internal sealed class StudySending(IApplianceSettings settings, IStudySearch search, IJobs jobs)
{
    /// <summary>Gives the job.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancels before the job is given.</param>
    /// <exception cref="ControlException">There is no such remote AE, study, series or instance, or the AE cannot be sent to.</exception>
    public async Task<OutboundJob> SendAsync(SendRequest request, string actor, CancellationToken cancellationToken)
    {
        CheckDestination(request.Destination);
        var study = await search.GetAsync(request.StudyInstanceUid, cancellationToken) ?? throw Errors.StudyNotFound(request.StudyInstanceUid);
        var instances = Choose(study, request);
        return await jobs.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.Send,
                Destination = request.Destination,
                Description = Describe(study, instances.Count),
                Actor = actor,
                Priority = request.Priority,
                Instances = instances,
            },
            cancellationToken);
    }

    /// <summary>One line about what is sent; without the patient's name, since it goes to logs.</summary>
    internal static string Describe(StudyDetail study, int instances) =>
        $"{(instances == study.Study.Instances ? "Study" : $"{instances} of {study.Study.Instances} instances of study")} of patient {(study.Study.PatientId.Length > 0 ? study.Study.PatientId : "(no ID)")}";

    /// <summary>The instances of a study in the order of series and numbers.</summary>
    internal static List<JobInstance> All(StudyDetail study) =>
    [
        .. study.Series.SelectMany(series => series.Instances.Select(
            instance => new JobInstance(study.Study.StudyInstanceUid, series.SeriesInstanceUid, instance.SopInstanceUid))),
    ];

    private static List<JobInstance> Choose(StudyDetail study, SendRequest request)
    {
        var all = All(study);
        foreach (var uid in request.SeriesInstanceUid)
        {
            _ = all.Exists(instance => instance.SeriesInstanceUid == uid) ? uid : throw Errors.PartNotFound("series", uid, study.Study.StudyInstanceUid);
        }

        foreach (var uid in request.SopInstanceUid)
        {
            _ = all.Exists(instance => instance.SopInstanceUid == uid) ? uid : throw Errors.PartNotFound("instance", uid, study.Study.StudyInstanceUid);
        }

        var series = request.SeriesInstanceUid.ToHashSet();
        var instances = request.SopInstanceUid.ToHashSet();
        return all.FindAll(instance =>
            (series.Count == 0 && instances.Count == 0) || series.Contains(instance.SeriesInstanceUid) || instances.Contains(instance.SopInstanceUid));
    }

    private void CheckDestination(string destination)
    {
        var remote = settings.Current.RemoteAEs.FirstOrDefault(entry => string.Equals(entry.Name, destination.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw Errors.RemoteAENotFound(destination);
        if (!remote.Services.HasFlag(RemoteServices.Storage))
        {
            throw Errors.InvalidArgument(
                $"The remote AE '{remote.Name}' does not have the service Storage: nothing can be sent to it.",
                $"Add it with Set-OptosDicomAE -Name '{remote.Name}' -Services {remote.Services}, Storage.");
        }

        if (remote is not { AETitle: not null, HostName: not null, Port: not null })
        {
            throw Errors.InvalidArgument(
                $"The remote AE '{remote.Name}' has no title, host and port to be called at.", "Give it AETitle, HostName and Port with Set-OptosDicomAE.");
        }
    }
}
