using System.Collections.Concurrent;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Sends the instances of a job: as few associations as can be, each instance's result told as soon as the peer answers.</summary>
internal sealed class SendExecutor(
    IndexDatabase index, StorageVolumes volumes, IngestCommitter committer, SendFolder folder, IJobs jobs, TimeProvider time) : IJobExecutor
{
    /// <summary>Operations that are proposed to be outstanding at once (PS3.7 D.3.3.3).</summary>
    private const ushort Window = 16;

    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Destinations that hung up when they were offered a window: not all servers understand it.</summary>
    private readonly ConcurrentDictionary<(string Host, int Port), bool> _withoutWindow = new();

    public JobKind Kind => JobKind.Send;

    public async Task<JobOutcome> RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        if (!run.Remote.Services.HasFlag(RemoteServices.Storage))
        {
            return new JobOutcome.Fail(
                $"The remote AE '{run.Remote.Name}' does not have the service Storage any more. Add it with Set-OptosDicomAE, then resume the job with Resume-OptosJob.");
        }

        var instances = await index.ReadAsync(connection => OutgoingInstance.Find(connection, run.Remaining), cancellationToken);
        await ReportMissingAsync(run, instances);
        string? reason = null;
        try
        {
            foreach (var plan in SendPlan.Make(instances))
            {
                reason = await SendAsync(run, plan, cancellationToken) ?? reason;
            }
        }
        finally
        {
            await TouchAsync(run);
        }

        if (reason is not null)
        {
            return new JobOutcome.Retry(reason);
        }

        await RequestCommitmentAsync(run, cancellationToken);
        return new JobOutcome.Completed();
    }

    private static async Task ReportMissingAsync(IJobRun run, List<OutgoingInstance> found)
    {
        if (found.Count == run.Remaining.Count)
        {
            return;
        }

        var known = found.Select(static instance => instance.Item.Number).ToHashSet();
        foreach (var item in run.Remaining.Where(item => !known.Contains(item.Number)))
        {
            await run.ReportAsync(new JobItemResult(item, JobItemState.Failed, null, "The repository does not hold it any more."));
        }
    }

    /// <summary>Sends what one association can take.</summary>
    /// <returns>Why some of it has to be tried again; null when nothing has.</returns>
    private async Task<string?> SendAsync(IJobRun run, SendPlan plan, CancellationToken cancellationToken)
    {
        var offersWindow = plan.Instances.Count > 1 && !_withoutWindow.ContainsKey(AddressOf(run.Remote));
        var proposal = new AssociationProposal
        {
            PresentationContexts = plan.Contexts,
            AsynchronousOperationsWindow = offersWindow ? new AsynchronousOperationsWindow(Window, 1) : null,
            ResponseTimeout = ResponseTimeout,
        };
        RemoteAssociation opened;
        try
        {
            opened = await run.OpenAsync(proposal, cancellationToken);
        }
        catch (DicomNetworkException e) when (offersWindow && e is not AssociationRejectedException && e.Step == NetworkStep.Association)
        {
            _withoutWindow[AddressOf(run.Remote)] = true;
            throw;
        }

        await using (opened)
        {
            using var sender = new InstanceSender(run, opened.Association, volumes, folder, Window);
            await sender.SendAsync(plan.Instances, cancellationToken);
            await run.FlushAsync();
            await ReleaseAsync(opened.Association, cancellationToken);
            return sender.RetryReason;
        }
    }

    /// <summary>Everything is answered: a peer that does not know how to part changes nothing about that.</summary>
    private static async Task ReleaseAsync(DicomAssociation association, CancellationToken cancellationToken)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken);
        }
        catch (DicomNetworkException)
        {
            // The association is over either way.
        }
    }

    private static (string Host, int Port) AddressOf(RemoteAE remote) => (remote.HostName ?? "", remote.Port ?? 0);

    /// <summary>What was sent was used: it is not among the first to be purged.</summary>
    private async Task TouchAsync(IJobRun run)
    {
        var now = time.GetUtcNow();
        await committer.ChangeIndexAsync(writer =>
        {
            foreach (var study in run.Job.StudyInstanceUid)
            {
                writer.Touch(study, now);
            }

            return true;
        });
    }

    private async Task RequestCommitmentAsync(IJobRun run, CancellationToken cancellationToken)
    {
        if (run.Remote.CommitWith is not { Length: > 0 } commitWith)
        {
            return;
        }

        await run.FlushAsync();
        var items = await jobs.ListItemsAsync(run.Job.Id, cancellationToken);
        var sent = items
            .Where(static item => item.State is JobItemState.Succeeded or JobItemState.Warning)
            .Select(static item => new JobInstance(item.StudyInstanceUid, item.SeriesInstanceUid, item.SopInstanceUid))
            .ToList();
        if (sent.Count == 0)
        {
            return;
        }

        await jobs.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.Commitment,
                Destination = commitWith,
                Description = $"{run.Job.Description}, sent to {run.Remote.Name} by job {run.Job.Id}",
                Actor = run.Job.Actor,
                Priority = run.Job.Priority,
                Instances = sent,

                // What has come in since then is not what was sent.
                Data = new CommitmentJobData(0, run.Job.StartedAt).ToString(),
            },
            cancellationToken);
    }
}
