using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Whether what a peer says it has moved has come here. A peer that has another machine under our AE title moves the study there and reports success; one
/// that our listener refuses reports failures without a reason that it would know.
/// </summary>
internal sealed class RetrieveCheck(IApplianceSettings settings, IStudySearch search, IRefusedCallers refused)
{
    /// <summary>Refusals are recorded a moment later than they happen, and clocks of two threads differ a little.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong and what to do; null when everything that the peer has moved is here.</summary>
    public async Task<(string Message, string Action)?> FindProblemAsync(
        RemoteAE remote, RetrieveRequest request, RetrieveTally tally, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var moved = tally.Completed + tally.Warnings;
        if ((tally.Failed > 0 || tally.Last is { Status.IsFailure: true }) && await FindRefusalAsync(remote, since, cancellationToken) is { } caller)
        {
            return (
                $"Meanwhile our listener refused '{caller.AETitle}' from {caller.HostName} {caller.Rejection}: {caller.Reason}",
                "The peer sends as a caller of its own and has to be let in: Get-OptosRefusedCaller shows it, and Get-OptosRefusedCaller | New-OptosDicomAE lets it in.");
        }

        if (moved == 0)
        {
            return null;
        }

        var here = await CountAsync(request, cancellationToken);
        return here switch
        {
            0 => (
                $"{remote.Name} says that it has sent {moved}, and none of them came here.",
                $"Have its administrator check what address and port it has for {settings.Current.LocalAE.AETitle}: it may be another machine's. Or retrieve with -Method Get."),
            _ when here < moved => ($"{remote.Name} says that it has sent {moved}; {here} are here.", "See Get-OptosActivity for instances that were refused."),
            _ => null,
        };
    }

    private async Task<RefusedCaller?> FindRefusalAsync(RemoteAE remote, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var callers = (await refused.ListAsync(cancellationToken)).Where(caller => caller.LastSeen >= since - s_slack).ToList();
        return callers.Find(caller => caller.AETitle == remote.AETitle?.Value || caller.HostName == remote.HostName) ?? callers.FirstOrDefault();
    }

    private async Task<int> CountAsync(RetrieveRequest request, CancellationToken cancellationToken)
    {
        if (await search.GetAsync(request.StudyInstanceUid.Trim(), cancellationToken) is not { } study)
        {
            return 0;
        }

        var series = request.SeriesInstanceUid.Select(static uid => uid.Trim()).ToHashSet();
        var instances = request.SopInstanceUid.Select(static uid => uid.Trim()).ToHashSet();
        return study.Series.Where(each => series.Count == 0 || series.Contains(each.SeriesInstanceUid))
            .SelectMany(static each => each.Instances)
            .Count(each => instances.Count == 0 || instances.Contains(each.SopInstanceUid));
    }
}
