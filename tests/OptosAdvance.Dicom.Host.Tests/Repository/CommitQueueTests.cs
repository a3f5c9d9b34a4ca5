namespace OptosAdvance.Dicom.Host.Tests;

public sealed class CommitQueueTests
{
    [Fact]
    public async Task One_commits_at_a_time_and_nothing_is_left_undone()
    {
        const int Senders = 6;
        const int Each = 2_000;
        var queue = new CommitQueue();
        var committing = 0;
        var done = 0;
        var atOnce = 0;

        void Commit()
        {
            atOnce = Math.Max(atOnce, Interlocked.Increment(ref committing));
            done++;
            Interlocked.Decrement(ref committing);
        }

        var committer = Task.Factory.StartNew(
            () =>
            {
                while (queue.Own(static () => TimeSpan.FromMilliseconds(1)) is var state and not CommitQueueState.Closed)
                {
                    while (state == CommitQueueState.HasWork && queue.TryTake(out var work))
                    {
                        ((PendingAction)work).Run();
                    }

                    queue.Release();
                }

                queue.Release();
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                if (queue.TryOwn())
                {
                    Commit();
                    queue.Release();
                    continue;
                }

                var action = new PendingAction<bool>(() =>
                {
                    Commit();
                    return true;
                });
                Assert.True(queue.TryAdd(action));
                await action.Completion;
            }
        })));
        queue.Close();
        await committer;

        Assert.Equal((Senders * Each, 1), (done, atOnce));
        Assert.False(queue.TryOwn());
        Assert.False(queue.TryAdd(new PendingAction<bool>(static () => true)));
    }

    [Fact]
    public void Who_comes_alone_commits_himself_and_who_comes_meanwhile_leaves_it_to_the_committer()
    {
        var queue = new CommitQueue();
        Assert.True(queue.TryOwn());
        Assert.False(queue.TryOwn());
        Assert.True(queue.TryAdd(new PendingAction<bool>(static () => true)));
        queue.Release();

        Assert.False(queue.TryOwn());
        Assert.Equal(CommitQueueState.HasWork, queue.Own(static () => Timeout.InfiniteTimeSpan));
        Assert.True(queue.TryTake(out _));
        queue.Release();
        Assert.True(queue.TryOwn());
    }

    [Fact]
    public void Who_brings_what_is_durable_commits_himself_in_busy_times_too()
    {
        var queue = new CommitQueue();
        Assert.True(queue.TryOwn());
        Assert.True(queue.TryAdd(new PendingAction<bool>(static () => true)));
        Assert.True(queue.TryAdd(new PendingAction<bool>(static () => true)));
        Assert.False(queue.TryOwn(isDurable: true));
        queue.Release();
        Assert.False(queue.TryOwn(isDurable: true));

        Assert.Equal(CommitQueueState.HasWork, queue.Own(static () => Timeout.InfiniteTimeSpan));
        Assert.False(queue.TryTakeDurable(out _));
        Assert.True(queue.TryTake(out _));
        Assert.True(queue.TryTake(out _));
        queue.Release();
        Assert.False(queue.TryOwn());
        Assert.True(queue.TryOwn(isDurable: true));
    }

    [Fact]
    public async Task A_pause_is_told_though_somebody_else_has_committed_meanwhile()
    {
        var queue = new CommitQueue();
        var patience = Timeout.InfiniteTimeSpan;
        Assert.True(queue.TryOwn());
        var waiting = Task.Run(() => queue.Own(() => patience), TestContext.Current.CancellationToken);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        patience = TimeSpan.FromMilliseconds(1);
        queue.Release();

        Assert.Equal(CommitQueueState.Pause, await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task While_its_thread_is_away_what_is_durable_is_committed_and_all_else_waits()
    {
        var queue = new CommitQueue();
        Assert.True(queue.TryOwn());
        queue.Lend();
        Assert.True(queue.TryRelease());

        // Not durable: there is nobody but the thread that is away. It does not keep others from what is.
        Assert.True(queue.TryAdd(new PendingAction<bool>(static () => true)));
        Assert.False(queue.TryOwn());
        Assert.True(queue.TryOwn(isDurable: true));
        Assert.True(queue.TryRelease());

        Assert.True(queue.TryOwn(isDurable: true));
        var back = Task.Run(queue.Reclaim, TestContext.Current.CancellationToken);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(back.IsCompleted);
        Assert.True(queue.TryRelease());
        await back.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        // It is back, and has the right.
        Assert.False(queue.TryOwn(isDurable: true));
        queue.Release();
        Assert.False(queue.TryOwn(isDurable: true));
        Assert.Equal(CommitQueueState.HasWork, queue.Own(static () => Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task While_its_thread_is_away_the_right_is_not_given_back_before_what_is_durable_is_done()
    {
        using var folder = new TemporaryFolder();
        await using var repository = new TestRepository(folder.Path);
        Assert.SkipUnless(repository.Volume.KeepsMarks, "The file system keeps no marks.");
        using var incoming = repository.Write(new SampleInstance { PixelBytes = 600_000 }, "CAMERA", out var entry);
        incoming.File.MakeDurable(DateTimeOffset.UnixEpoch);
        var queue = new CommitQueue();
        Assert.True(queue.TryOwn());
        queue.Lend();
        Assert.True(queue.TryAdd(new PendingStore(incoming.File, entry)));
        Assert.False(queue.TryRelease());
        Assert.True(queue.TryTakeDurable(out _));
        Assert.True(queue.TryRelease());
        queue.Reclaim();

        // Its thread is there again: that does what waits.
        Assert.True(queue.TryAdd(new PendingStore(incoming.File, entry)));
        Assert.True(queue.TryRelease());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_thread_comes_when_it_is_called(bool isOwned)
    {
        var queue = new CommitQueue();
        Assert.Equal(isOwned, isOwned && queue.TryOwn());
        var owning = Task.Run(() => queue.Own(static () => Timeout.InfiniteTimeSpan), TestContext.Current.CancellationToken);
        queue.Call();
        if (isOwned)
        {
            queue.Release();
        }

        Assert.Equal(CommitQueueState.Called, await owning.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        queue.Release();
        Assert.Equal(CommitQueueState.Pause, queue.Own(static () => TimeSpan.FromMilliseconds(1)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(500, false)]
    public async Task What_may_wait_is_gathered_and_never_forgotten(int count, bool isUrgentAfterwards)
    {
        var queue = new CommitQueue();
        var owning = Task.Run(() => queue.Own(static () => Timeout.InfiniteTimeSpan), TestContext.Current.CancellationToken);
        for (var i = 0; i < count; i++)
        {
            Assert.True(queue.TryAdd(new PatientWork()));
        }

        if (isUrgentAfterwards)
        {
            Assert.True(queue.TryAdd(new PendingAction<bool>(static () => true)));
        }

        Assert.Equal(CommitQueueState.HasWork, await owning.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var taken = 0;
        while (queue.TryTake(out _))
        {
            taken++;
        }

        Assert.Equal(count + (isUrgentAfterwards ? 1 : 0), taken);
        queue.Release();
    }

    private sealed class PatientWork : PendingWork
    {
        public override bool MayWait => true;

        public override void Fail(Exception exception)
        {
        }
    }
}
