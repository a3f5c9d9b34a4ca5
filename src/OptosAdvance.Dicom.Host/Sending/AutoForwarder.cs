using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Sends each study on to the remote AEs that are to have it, once it has been quiet for a while: whole at first, and later only what came late.
/// </summary>
/// <remarks>
/// The index counts in the study's row what has arrived, in the transaction that stores it. What was looked at is taken off after the job and
/// the mark of how far it goes are written in one transaction: a crash in between makes it look again, and find that nothing is late.
/// </remarks>
internal sealed partial class AutoForwarder(
    IndexDatabase index,
    IngestCommitter committer,
    JobDatabase database,
    JobQueue queue,
    IApplianceSettings settings,
    TimeProvider time,
    ILogger<AutoForwarder> logger) : IHostedService, IStudyHold, IDisposable
{
    private const string Actor = "AutoForward";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<(string Study, string Destination), long> _looked = [];
    private IndexStatement? _putMark;
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    /// <inheritdoc/>
    public string? ReasonToKeep(string studyInstanceUid)
    {
        var destinations = Destinations();
        return destinations.Count > 0 && index.Read(connection => Arrival.IsOpen(connection, studyInstanceUid))
            ? $"it waits to be sent to {string.Join(", ", destinations.Select(static remote => remote.Name))}"
            : null;
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Looks once at what has arrived.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        // It looks every second: senders must not have to stop for that.
        var arrivals = await index.ReadCommittedAsync(Arrival.List, cancellationToken);
        if (arrivals.Count == 0)
        {
            _looked.Clear();
            return;
        }

        var destinations = Destinations();
        var done = new List<Arrival>();
        foreach (var arrival in arrivals)
        {
            var isDone = true;
            foreach (var destination in destinations)
            {
                isDone &= await LookAsync(arrival, destination, cancellationToken);
            }

            if (isDone)
            {
                done.Add(arrival);
            }
        }

        await TakeOffAsync(done);
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nothing is lost: it is looked at again.
                LogFailed(e);
            }

            await Task.Delay(Interval, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<RemoteAE> Destinations() =>
        [.. settings.Current.RemoteAEs.Where(static remote => remote.AutoForward && remote.Services.HasFlag(RemoteServices.Storage))];

    /// <summary>Gives the job for one destination when the study has been quiet long enough for it.</summary>
    /// <returns>Whether nothing is left to do for this destination.</returns>
    private async Task<bool> LookAsync(Arrival arrival, RemoteAE destination, CancellationToken cancellationToken)
    {
        if (_looked.TryGetValue((arrival.StudyInstanceUid, destination.Name), out var count) && count == arrival.Count)
        {
            return true;
        }

        if (time.GetUtcNow() - arrival.LastAt < TimeSpan.FromSeconds(destination.AutoForwardDelaySeconds))
        {
            return false;
        }

        var instances = await index.ReadAsync(connection => ForwardableInstance.List(connection, arrival.StudyInstanceUid), cancellationToken);
        var mark = await database.ReadAsync(connection => ForwardMark.Find(connection, arrival.StudyInstanceUid, destination.Name), cancellationToken);
        mark = mark?.FirstAt == arrival.FirstAt ? mark : null;

        // What a server has sent us it does not need to be sent.
        var wanted = instances.FindAll(instance =>
            (mark is null || instance.IsLate(mark)) && !string.Equals(instance.Source, destination.AETitle?.Value, StringComparison.Ordinal));
        if (wanted.Count > 0)
        {
            await GiveJobAsync(arrival, destination, instances, wanted, isLate: mark is not null, cancellationToken);
        }

        _looked[(arrival.StudyInstanceUid, destination.Name)] = arrival.Count;
        return true;
    }

    private async Task GiveJobAsync(
        Arrival arrival, RemoteAE destination, List<ForwardableInstance> instances, List<ForwardableInstance> wanted, bool isLate, CancellationToken cancellationToken)
    {
        var patient = arrival.PatientId.Length > 0 ? arrival.PatientId : "(no ID)";
        var job = new NewJob
        {
            Kind = JobKind.Send,
            Destination = destination.Name,
            Description = isLate ? $"{wanted.Count} late instances of a study of patient {patient}" : $"Study of patient {patient}",
            Actor = Actor,
            Instances = [.. wanted.Select(static instance => instance.Item)],
        };
        var lastId = instances.Max(static instance => instance.Id);
        var lastAt = instances.Max(static instance => instance.ReceivedAt);
        await queue.EnqueueAsync(
            job,
            statements => (_putMark ??= statements.Prepare(
                "INSERT OR REPLACE INTO forwarded (study, destination, first_at, last_id, last_at) VALUES ($1, $2, $3, $4, $5)")).Run(
                arrival.StudyInstanceUid, destination.Name, arrival.FirstAt.ToUnixTimeMilliseconds(), lastId, lastAt),
            cancellationToken);
    }

    /// <summary>Takes off what was looked at, unless more has arrived meanwhile.</summary>
    private async Task TakeOffAsync(List<Arrival> done)
    {
        if (done.Count == 0)
        {
            return;
        }

        await committer.JoinIndexAsync(writer =>
        {
            done.ForEach(arrival => writer.TakeOffArrival(arrival.StudyId, arrival.FirstAt, arrival.Count));
            return true;
        });
        var studies = done.Select(static arrival => arrival.StudyInstanceUid).ToHashSet();
        foreach (var looked in _looked.Keys.Where(key => studies.Contains(key.Study)).ToList())
        {
            _looked.Remove(looked);
        }
    }

    [LoggerMessage(4100, LogLevel.Error, "What has arrived could not be looked at for forwarding; it is tried again")]
    private partial void LogFailed(Exception exception);
}
