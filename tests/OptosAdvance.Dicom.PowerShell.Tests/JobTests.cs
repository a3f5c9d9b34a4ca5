using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class JobTests
{
    private static readonly OutboundJob Job = new()
    {
        Id = 7,
        Kind = JobKind.Send,
        Destination = "PACS1",
        Description = "Study of patient P1",
        State = JobState.Running,
        Total = 10,
        CreatedAt = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task Sending_waits_with_a_progress_bar_and_returns_the_job_as_it_ended()
    {
        await using var host = new FakeHost();
        host.Control.Jobs.AddRange([Job, Job with { Done = 4 }, Job with { State = JobState.Succeeded, Done = 10 }]);
        using var session = host.Open();

        var result = session.Run("Send-OptosStudy -StudyInstanceUid 1.2 -AE PACS1 -Priority High");

        result.ThrowIfFailed();
        Assert.Equal("Succeeded", result.Object.Properties["State"].Value.ToString());
        Assert.Contains(result.Progress, record => record.Activity.Contains("PACS1", StringComparison.Ordinal));
        Assert.Equal(
            new SendRequest { StudyInstanceUid = "1.2", Destination = "PACS1", Priority = JobPriority.High },
            Assert.Single(host.Control.Requests.OfType<SendRequest>()));
    }

    [Fact]
    public async Task Sending_without_waiting_returns_the_job_at_once()
    {
        await using var host = new FakeHost();
        host.Control.Jobs.Add(Job);
        using var session = host.Open();

        var result = session.Run("'1.2' | Send-OptosStudy -AE PACS1 -SopInstanceUid 1.2.3 -NoWait");

        Assert.Equal("Running", result.Object.Properties["State"].Value.ToString());
        Assert.Equal(["1.2.3"], Assert.Single(host.Control.Requests.OfType<SendRequest>()).SopInstanceUid);
        Assert.Empty(result.Progress);
    }

    [Fact]
    public async Task Series_and_instances_from_the_pipeline_are_one_job_for_each_study()
    {
        await using var host = new FakeHost();
        host.Control.Jobs.Add(Job);
        using var session = host.Open();

        session.Run(
            """
            $instances = foreach ($number in 1..3) { [pscustomobject]@{ StudyInstanceUid = '1.2'; SeriesInstanceUid = '1.2.3'; SopInstanceUid = "1.2.3.$number" } }
            $series = foreach ($number in 5..6) { [pscustomobject]@{ StudyInstanceUid = '1.4'; SeriesInstanceUid = "1.4.$number" } }
            @($instances) + @($series) + [pscustomobject]@{ StudyInstanceUid = '1.9' } | Send-OptosStudy -AE PACS1 -NoWait
            """).ThrowIfFailed();

        Assert.Equal(
            [
                new SendRequest { StudyInstanceUid = "1.9", Destination = "PACS1" },
                new SendRequest { StudyInstanceUid = "1.2", Destination = "PACS1", SopInstanceUid = ["1.2.3.1", "1.2.3.2", "1.2.3.3"] },
                new SendRequest { StudyInstanceUid = "1.4", Destination = "PACS1", SeriesInstanceUid = ["1.4.5", "1.4.6"] },
            ],
            host.Control.Requests.OfType<SendRequest>());
    }

    [Fact]
    public async Task An_attempt_that_fails_is_a_warning_said_once_and_a_job_that_fails_is_an_error_with_what_to_do()
    {
        await using var host = new FakeHost();
        var retrying = Job with { State = JobState.Retrying, LastError = "Nobody answers.", NextAttemptAt = DateTimeOffset.Now };
        host.Control.Jobs.AddRange([Job, retrying, retrying with { Attempts = 2 }, Job with { State = JobState.PartlyFailed, Done = 9, Failed = 1 }]);
        using var session = host.Open();

        var result = session.Run("Send-OptosStudy -StudyInstanceUid 1.2 -AE PACS1");

        Assert.StartsWith("Job 7: Nobody answers. The next attempt is at", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("OptosJobFailed,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Resume-OptosJob -Id 7", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(result.Output);
    }

    [Fact]
    public async Task Stopping_a_command_that_sends_stops_its_job_and_stopping_one_that_waits_does_not()
    {
        await using var host = new FakeHost();
        host.Control.Jobs.AddRange([Job, Job with { State = JobState.Succeeded }]);
        var watching = new TaskCompletionSource();
        host.Control.BeforeEach = async token =>
        {
            if (host.Control.Requests.Any(request => request is long))
            {
                watching.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        using var session = host.Open();

        foreach (var command in new[] { "Wait-OptosJob 7", "Send-OptosStudy 1.2 PACS1" })
        {
            host.Control.Requests.Clear();
            watching = new TaskCompletionSource();
            using var stop = new CancellationTokenSource();
            var running = session.RunAsync(command, stop.Token);
            await watching.Task.WaitAsync(TestContext.Current.CancellationToken);
            await stop.CancelAsync();
            await running.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["Stop 7"], host.Control.JobRequests);
    }

    [Fact]
    public async Task Jobs_are_stopped_resumed_and_removed_by_number_or_from_the_pipeline()
    {
        await using var host = new FakeHost();
        host.Control.Jobs.Add(Job);
        using var session = host.Open();

        session.Run("Get-OptosJob | Stop-OptosJob; Resume-OptosJob 7; Remove-OptosJob -Id 7 -WhatIf; Remove-OptosJob -Id 7").ThrowIfFailed();

        Assert.Equal(["Stop 7", "Resume 7", "Remove 7"], host.Control.JobRequests);
        Assert.StartsWith("OptosNotFound,", session.Run("Stop-OptosJob 8").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("OptosNotFound,", session.Run("Get-OptosJob 8").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_every_filter_on()
    {
        await using var host = new FakeHost();
        using var session = host.Open();

        session.Run("Get-OptosJob -Id 1, 2 -State Waiting, Retrying -AE 'PACS*' -Kind Send -StudyInstanceUid 1.2 -Last 5").ThrowIfFailed();

        Assert.Equal(
            new JobQuery
            {
                Id = [1, 2],
                State = [JobState.Waiting, JobState.Retrying],
                Destination = "PACS*",
                Kind = [JobKind.Send],
                StudyInstanceUid = "1.2",
                Last = 5,
            },
            Assert.Single(host.Control.Requests));
    }

    [Fact]
    public async Task Shows_jobs_and_their_instances_as_tables()
    {
        await using var host = new FakeHost();
        host.Control.Jobs.Add(Job with { Done = 4, LastError = "Nobody answers." });
        host.Control.JobItems.Add(new JobItem { JobId = 7, SopInstanceUid = "1.2.3", State = JobItemState.Failed, Status = "A900", Comment = "does not match" });
        using var session = host.Open();

        var jobs = session.Transcribe("Get-OptosJob");
        var items = session.Transcribe("Get-OptosJob 7 -Item");

        Assert.Contains("4/10", jobs, StringComparison.Ordinal);
        Assert.Contains("Nobody answers.", jobs, StringComparison.Ordinal);
        Assert.Contains("A900", items, StringComparison.Ordinal);
    }
}
