using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A queue of jobs on a folder, without the rest of the host. Jobs go to PACS1 to PACS9.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    private readonly JobWriter _writer;
    private readonly JobDispatcher _dispatcher;

    public JobBench(string folder, Func<IJobRun, CancellationToken, Task<JobOutcome>> attempt, JobOptions? options = null, int maximumOutbound = 10)
    {
        Settings = new FixedSettings
        {
            Current = new ApplianceConfiguration
            {
                LocalAE = new LocalAESettings { MaximumOutboundAssociations = maximumOutbound },
                RemoteAEs = Enumerable.Range(1, 9).Select(number => new RemoteAE
                {
                    Name = $"PACS{number}",
                    AETitle = AETitle.Parse($"PACS{number}"),
                    HostName = "127.0.0.1",
                    Port = 104,
                    Services = RemoteServices.Storage,
                }).ToEquatableList(),
            },
        };
        Directory.CreateDirectory(folder);
        var database = new JobDatabase(new ApplianceDirectory(folder));
        _writer = new JobWriter(database, NullLogger<JobWriter>.Instance);
        options ??= new JobOptions { FirstRetry = TimeSpan.FromMilliseconds(5), LongestRetry = TimeSpan.FromMilliseconds(40) };
        Queue = new JobQueue(database, _writer, Settings, Activity, options, TimeProvider.System, NullLogger<JobQueue>.Instance);
        Associations = new RemoteAssociations(Settings, new OutboundTurns(Settings), new WaitingThreads(0), TimeProvider.System);
        _dispatcher = new JobDispatcher(
            Queue, _writer, database, [new ScriptedExecutor(attempt)], Associations, Settings, TimeProvider.System, NullLogger<JobDispatcher>.Instance);
    }

    public FixedSettings Settings { get; }

    public RecordedActivity Activity { get; } = new();

    public RemoteAssociations Associations { get; }

    public JobQueue Queue { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<JobBench> StartAsync(
        string folder, Func<IJobRun, CancellationToken, Task<JobOutcome>> attempt, JobOptions? options = null, int maximumOutbound = 10)
    {
        var bench = new JobBench(folder, attempt, options, maximumOutbound);
        await bench._dispatcher.StartAsync(Cancellation);
        return bench;
    }

    public Task<OutboundJob> EnqueueAsync(int instances, string destination = "PACS1", JobPriority priority = JobPriority.Normal, string study = "1.2") =>
        Queue.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.Send,
                Destination = destination,
                Description = "test",
                Actor = "test",
                Priority = priority,
                Instances = [.. Enumerable.Range(1, instances).Select(number => new JobInstance(study, study + ".1", $"{study}.1.{number}"))],
            },
            Cancellation);

    public async Task<OutboundJob> WhenOverAsync(long id)
    {
        OutboundJob? last = null;
        await foreach (var job in Queue.WatchAsync(id, Cancellation))
        {
            last = job;
        }

        return last!;
    }

    public async Task<OutboundJob> WhenAsync(long id, Func<OutboundJob, bool> condition)
    {
        while (true)
        {
            var job = await Queue.FindAsync(id, Cancellation);
            if (job is not null && condition(job))
            {
                return job;
            }

            await Task.Delay(10, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _dispatcher.StopAsync(CancellationToken.None);
        _dispatcher.Dispose();
        _writer.Dispose();
    }
}
