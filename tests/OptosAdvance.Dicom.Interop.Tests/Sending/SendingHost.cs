using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>What tests of sending ask a host for.</summary>
internal static class SendingHost
{
    /// <summary>Adds or changes a remote AE on this machine that can be sent to.</summary>
    public static Task AddArchiveAsync(
        this HostProcess host, string name, string title, int port, Func<Partial<RemoteAE>, Partial<RemoteAE>>? change = null)
    {
        var properties = new Partial<RemoteAE>()
            .With(a => a.AETitle, AETitle.Parse(title))
            .With(a => a.HostName, "127.0.0.1")
            .With(a => a.Port, port)
            .With(a => a.ConnectTimeoutSeconds, 5)
            .With(a => a.Services, RemoteServices.Storage);
        return host.ChangeAsync(new ConfigurationChange
        {
            RemoteAEs = [new RemoteAEChange { Name = name, Kind = RemoteAEChangeKind.Ensure, Properties = change?.Invoke(properties) ?? properties }],
        });
    }

    /// <summary>Brings files in.</summary>
    public static async Task ImportAsync(this HostProcess host, params string[] paths)
    {
        await foreach (var item in host.Control.ImportAsync(new ImportRequest { Paths = [.. paths] }, CancellationToken.None))
            Assert.True(item.Error is null, item.Error);
    }

    /// <summary>Sends a study and waits for the end.</summary>
    public static async Task<OutboundJob> SendAsync(this HostProcess host, string study, string destination)
    {
        var job = await host.Control.SendStudyAsync(new SendRequest { StudyInstanceUid = study, Destination = destination }, CancellationToken.None);
        return await host.WaitAsync(job.Id);
    }

    /// <summary>Waits for the end of a job.</summary>
    public static async Task<OutboundJob> WaitAsync(this HostProcess host, long id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        OutboundJob? last = null;
        await foreach (var job in host.Control.WatchJobAsync(id, limit.Token)) last = job;
        return last!;
    }

    /// <summary>The instances of a job.</summary>
    public static async Task<IReadOnlyList<JobItem>> ItemsAsync(this HostProcess host, long id)
    {
        var items = new List<JobItem>();
        await foreach (var item in host.Control.GetJobItemsAsync(id, CancellationToken.None)) items.Add(item);
        return items;
    }

    /// <summary>Every job that the host knows.</summary>
    public static async Task<IReadOnlyList<OutboundJob>> JobsAsync(this HostProcess host, JobQuery? query = null)
    {
        var jobs = new List<OutboundJob>();
        await foreach (var job in host.Control.GetJobsAsync(query ?? new JobQuery(), CancellationToken.None)) jobs.Add(job);
        return jobs;
    }
}
