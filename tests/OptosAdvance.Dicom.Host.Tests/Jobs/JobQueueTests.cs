using System.Collections.Concurrent;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class JobQueueTests : IDisposable
{
    private static readonly AssociationProposal Verification = new()
    {
        PresentationContexts = [new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid)],
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resuming_a_job_that_is_about_to_end_takes_nothing_back()
    {
        using var folder = new TemporaryFolder();
        await using var bench = await JobBench.StartAsync(folder.Path, async (run, _) =>
        {
            foreach (var instance in run.Remaining)
            {
                await run.ReportAsync(new JobItemResult(instance, JobItemState.Succeeded));
            }

            return new JobOutcome.Completed();
        });
        for (var round = 0; round < 50; round++)
        {
            var job = await bench.EnqueueAsync(6, study: $"1.2.{round}");

            // Until it is refused, because the job has succeeded.
            var started = TimeProvider.System.GetTimestamp();
            await Assert.ThrowsAsync<ControlException>(async () =>
            {
                while (true)
                {
                    Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "The job does not come to its end.");
                    await Task.WhenAll(bench.Queue.ResumeAsync(job.Id, "one", Cancellation), bench.Queue.ResumeAsync(job.Id, "other", Cancellation));
                }
            });
            var over = await bench.WhenOverAsync(job.Id);
            Assert.Equal((JobState.Succeeded, 6), (over.State, over.Done));
        }
    }

    [Fact]
    public async Task A_job_is_done_and_says_what_became_of_each_instance()
    {
        await using var bench = await JobBench.StartAsync(_folder.Path, async (run, _) =>
        {
            await run.ReportAsync(new JobItemResult(run.Remaining[0], JobItemState.Succeeded, 0, null, 100));
            await run.ReportAsync(new JobItemResult(run.Remaining[1], JobItemState.Warning, 0xB000, "coerced", 50));
            await run.ReportAsync(new JobItemResult(run.Remaining[2], JobItemState.Failed, 0xA900, "does not match"));
            return new JobOutcome.Completed();
        });

        var job = await bench.WhenOverAsync((await bench.EnqueueAsync(3)).Id);

        Assert.Equal((JobState.PartlyFailed, 3, 2, 1, 1, 150L), (job.State, job.Total, job.Done, job.Warnings, job.Failed, job.Bytes));
        var items = await bench.Queue.ListItemsAsync(job.Id, Cancellation);
        Assert.Equal(["0000", "B000", "A900"], items.Select(static item => item.Status));
        Assert.Equal([JobItemState.Succeeded, JobItemState.Warning, JobItemState.Failed], items.Select(static item => item.State));
        Assert.Contains(bench.Activity.Rows, record => record is { Kind: ActivityKind.Send, Outcome: ActivityOutcome.Failure, Instances: 2 });
    }

    [Fact]
    public async Task An_attempt_that_fails_is_made_again_for_what_is_left()
    {
        var attempts = new ConcurrentQueue<int>();
        await using var bench = await JobBench.StartAsync(_folder.Path, async (run, _) =>
        {
            attempts.Enqueue(run.Remaining.Count);
            await run.ReportAsync(new JobItemResult(run.Remaining[0], JobItemState.Succeeded));
            return run.Remaining.Count > 1 ? throw new IOException("The cable was pulled.") : new JobOutcome.Completed();
        });

        var job = await bench.WhenOverAsync((await bench.EnqueueAsync(3)).Id);

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal([3, 2, 1], attempts);
        Assert.Equal(3, job.Attempts);
        Assert.Contains(bench.Activity.Rows, record => record.Message.Contains("The cable was pulled.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_done_fails_with_its_reason_and_can_be_resumed()
    {
        var isWell = false;
        await using var bench = await JobBench.StartAsync(_folder.Path, async (run, token) =>
            Volatile.Read(ref isWell) ? await ScriptedExecutor.SucceedAsync(run, token) : new JobOutcome.Fail("It is broken."));
        var id = (await bench.EnqueueAsync(2)).Id;

        var failed = await bench.WhenOverAsync(id);
        Volatile.Write(ref isWell, true);
        await bench.Queue.ResumeAsync(id, "test", Cancellation);
        var resumed = await bench.WhenOverAsync(id);

        Assert.Equal((JobState.Failed, 2, "It is broken."), (failed.State, failed.Failed, failed.LastError));
        Assert.Equal((JobState.Succeeded, 0, 2), (resumed.State, resumed.Failed, resumed.Done));
    }

    [Fact]
    public async Task A_job_that_is_stopped_ends_at_once_and_keeps_what_was_confirmed()
    {
        await using var bench = await JobBench.StartAsync(_folder.Path, async (run, token) =>
        {
            await run.ReportAsync(new JobItemResult(run.Remaining[0], JobItemState.Succeeded));
            await Task.Delay(Timeout.Infinite, token);
            return new JobOutcome.Completed();
        });
        var id = (await bench.EnqueueAsync(5)).Id;
        await bench.WhenAsync(id, static job => job.Done == 1);

        var stopped = await bench.Queue.StopAsync(id, "test", Cancellation);

        Assert.Equal((JobState.Cancelled, 1), (stopped.State, stopped.Done));
        Assert.Null(bench.Queue.ReasonToKeep("1.2"));
    }

    [Fact]
    public async Task A_host_that_stops_leaves_its_jobs_to_the_next_run()
    {
        var half = new TaskCompletionSource();
        await using (var bench = await JobBench.StartAsync(_folder.Path, async (run, token) =>
        {
            await run.ReportAsync(new JobItemResult(run.Remaining[0], JobItemState.Succeeded));
            half.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new JobOutcome.Completed();
        }))
        {
            await bench.EnqueueAsync(3);
            await half.Task;
        }

        var remaining = 0;
        await using var next = await JobBench.StartAsync(_folder.Path, (run, token) =>
        {
            remaining = run.Remaining.Count;
            return ScriptedExecutor.SucceedAsync(run, token);
        });
        var job = await next.WhenOverAsync(1);

        Assert.Equal(2, remaining);
        Assert.Equal((JobState.Succeeded, 3, 2), (job.State, job.Done, job.Attempts));
    }

    [Fact]
    public async Task High_priority_goes_first_and_destinations_take_turns()
    {
        var gate = new TaskCompletionSource();
        var order = new ConcurrentQueue<long>();
        await using var bench = await JobBench.StartAsync(
            _folder.Path,
            async (run, token) =>
            {
                order.Enqueue(run.Job.Id);
                await gate.Task.WaitAsync(token);
                return await ScriptedExecutor.SucceedAsync(run, token);
            },
            new JobOptions { MaximumPerDestination = 1 });
        var first = await bench.EnqueueAsync(1);
        await bench.WhenAsync(first.Id, static job => job.State == JobState.Running);
        var low = await bench.EnqueueAsync(1, priority: JobPriority.Low);
        var normal = await bench.EnqueueAsync(1);
        var high = await bench.EnqueueAsync(1, priority: JobPriority.High);

        gate.SetResult();
        await bench.WhenOverAsync(low.Id);

        Assert.Equal([first.Id, high.Id, normal.Id, low.Id], order);
    }

    [Fact]
    public async Task Eight_jobs_to_a_dead_server_do_not_delay_a_ninth_to_a_live_one_even_with_one_association_allowed()
    {
        using var silent = new SilentServer();
        await using var bench = await JobBench.StartAsync(
            _folder.Path,
            async (run, token) =>
            {
                if (run.Remote.Name == "PACS9")
                {
                    return await ScriptedExecutor.SucceedAsync(run, token);
                }

                await using var association = await run.OpenAsync(Verification, token);
                return new JobOutcome.Completed();
            },
            maximumOutbound: 1);
        bench.Settings.Current = bench.Settings.Current with
        {
            RemoteAEs = bench.Settings.Current.RemoteAEs.Select(entry => entry with { HostName = silent.HostName, Port = silent.Port }).ToEquatableList(),
        };
        for (var i = 0; i < 8; i++)
        {
            await bench.EnqueueAsync(1, "PACS1");
        }

        await bench.WhenAsync(1, static job => job.State == JobState.Running);
        var started = TimeProvider.System.GetTimestamp();
        var ninth = await bench.WhenOverAsync((await bench.EnqueueAsync(1, "PACS9")).Id);

        Assert.Equal(JobState.Succeeded, ninth.State);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await bench.Queue.ListAsync(new JobQuery { Destination = "pacs1" }, Cancellation)).Count(static job => job.State == JobState.Running));
    }

    [Fact]
    public async Task While_a_server_cannot_be_reached_all_its_jobs_say_why_they_wait()
    {
        await using var bench = await JobBench.StartAsync(
            _folder.Path,
            async (run, token) =>
            {
                await using var association = await run.OpenAsync(Verification, token);
                return new JobOutcome.Completed();
            },
            new JobOptions { FirstRetry = TimeSpan.FromHours(1) });
        var port = FreePort.Two().First;
        bench.Settings.Current = bench.Settings.Current with
        {
            RemoteAEs = bench.Settings.Current.RemoteAEs.Select(entry => entry with { Port = port }).ToEquatableList(),
        };
        var first = await bench.EnqueueAsync(1);
        var second = await bench.EnqueueAsync(1);

        var retrying = await bench.WhenAsync(first.Id, static job => job.State == JobState.Retrying);
        var waiting = await bench.WhenAsync(second.Id, static job => job.LastError is not null);

        Assert.Contains("nothing listens on that port", retrying.LastError, StringComparison.Ordinal);
        Assert.Equal(JobState.Waiting, waiting.State);
        Assert.Contains("nothing listens on that port", waiting.LastError, StringComparison.Ordinal);
        Assert.True(waiting.NextAttemptAt > TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.Contains("send to PACS1", bench.Queue.ReasonToKeep("1.2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_comes_later_ends_a_job_that_awaits_it_and_counts_once()
    {
        await using var bench = await JobBench.StartAsync(_folder.Path, (_, _) =>
            Task.FromResult<JobOutcome>(new JobOutcome.Await(TimeProvider.System.GetUtcNow().AddHours(1), "Waits for the answer.")));
        var id = (await bench.EnqueueAsync(2)).Id;
        var waiting = await bench.WhenAsync(id, static job => job.LastError is not null);

        JobItemResult Answer(int number, JobItemState state) => new(new JobInstance("", "", $"1.2.1.{number}"), state);
        Assert.True(await bench.Queue.ReportAsync(id, [Answer(1, JobItemState.Succeeded), Answer(1, JobItemState.Succeeded), Answer(7, JobItemState.Failed)], Cancellation));
        var half = await bench.Queue.FindAsync(id, Cancellation);
        Assert.True(await bench.Queue.ReportAsync(id, [Answer(1, JobItemState.Failed), Answer(2, JobItemState.Failed)], Cancellation));
        var job = await bench.WhenOverAsync(id);

        Assert.Equal((JobState.Waiting, "Waits for the answer."), (waiting.State, waiting.LastError));
        Assert.Equal((JobState.Waiting, 1, 0), (half!.State, half.Done, half.Failed));
        Assert.Equal((JobState.PartlyFailed, 1, 1), (job.State, job.Done, job.Failed));
        Assert.False(await bench.Queue.ReportAsync(id, [Answer(2, JobItemState.Succeeded)], Cancellation));
    }

    [Fact]
    public async Task Only_a_job_that_is_over_can_be_removed()
    {
        var gate = new TaskCompletionSource();
        await using var bench = await JobBench.StartAsync(_folder.Path, async (run, token) =>
        {
            await gate.Task.WaitAsync(token);
            return await ScriptedExecutor.SucceedAsync(run, token);
        });
        var id = (await bench.EnqueueAsync(1)).Id;

        var refused = await Assert.ThrowsAsync<ControlException>(() => bench.Queue.RemoveAsync(id, "test", Cancellation));
        gate.SetResult();
        await bench.WhenOverAsync(id);
        await bench.Queue.RemoveAsync(id, "test", Cancellation);

        Assert.Equal(ErrorIds.JobState, refused.Error.Id);
        Assert.Empty(await bench.Queue.ListAsync(new JobQuery(), Cancellation));
        Assert.Equal(2, (await bench.EnqueueAsync(1)).Id);
    }

    [Fact]
    public async Task A_job_for_a_server_that_is_not_configured_any_more_fails_with_what_to_do()
    {
        await using var bench = await JobBench.StartAsync(_folder.Path, ScriptedExecutor.SucceedAsync, new JobOptions());
        await Assert.ThrowsAsync<ControlException>(() => bench.EnqueueAsync(1, "NOWHERE"));
        var configured = bench.Settings.Current;
        bench.Settings.Current = configured with { LocalAE = configured.LocalAE with { MaximumOutboundAssociations = 1 } };
        var job = await bench.Queue.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.Send,
                Destination = "pacs1",
                Description = "test",
                Actor = "test",
                Instances = [new JobInstance("1.2", "1.2.1", "1.2.1.1")],
                NotBefore = TimeProvider.System.GetUtcNow().AddHours(1),
            },
            Cancellation);
        bench.Settings.Current = configured with { RemoteAEs = [] };

        await bench.Queue.ResumeAsync(job.Id, "test", Cancellation);
        var failed = await bench.WhenOverAsync(job.Id);

        Assert.Equal("PACS1", job.Destination);
        Assert.Contains("Resume-OptosJob", failed.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(20, 600)]
    [InlineData(2000, 600)]
    public void Waits_longer_after_each_failure_but_not_without_bound(int failures, double seconds)
    {
        Assert.Equal(seconds * 0.75, new JobOptions { Random = static () => 0 }.RetryDelay(failures).TotalSeconds, 3);
        Assert.Equal(seconds * 1.25, new JobOptions { Random = static () => 1 }.RetryDelay(failures).TotalSeconds, 3);
    }

    public void Dispose() => _folder.Dispose();
}
