namespace OptosAdvance.Dicom.Host.Tests;

public sealed class LateCommitsTests
{
    [Fact]
    public async Task Is_done_when_every_commit_is_and_names_what_was_lost()
    {
        using var folder = new TemporaryFolder();
        await using var repository = new TestRepository(folder.Path);
        var late = new LateCommits();
        var commits = Enumerable.Range(0, 5).Select(static _ => new TaskCompletionSource<bool>()).ToList();
        for (var i = 0; i < commits.Count; i++)
        {
            var commit = commits[i].Task;
            Assert.True(await late.TryAddAsync(Write(repository), $"1.2.{i}", () => commit));
        }

        var done = late.WhenDoneAsync();
        for (var i = 0; i < commits.Count; i++)
        {
            Assert.False(done.IsCompleted);
            commits[i].SetResult(i is not (1 or 3));
        }

        await done.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(["1.2.1", "1.2.3"], late.Lost.Order());
        Assert.Empty(repository.IncomingEntries());
    }

    [Fact]
    public async Task Has_whoever_adds_wait_while_too_many_are_under_way()
    {
        using var folder = new TemporaryFolder();
        await using var repository = new TestRepository(folder.Path);
        var late = new LateCommits();
        var commits = new List<TaskCompletionSource<bool>>();
        Task adding;
        do
        {
            var commit = new TaskCompletionSource<bool>();
            commits.Add(commit);
            adding = late.TryAddAsync(Write(repository), "1.2", () => commit.Task).AsTask();
        }
        while (adding.IsCompleted && commits.Count < 10_000);

        Assert.Equal(256, commits.Count);
        commits[100].SetResult(true);
        await adding.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        commits.ForEach(static commit => commit.TrySetResult(true));
        await late.WhenDoneAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(late.Lost);
    }

    [Fact]
    public async Task Takes_of_several_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var repository = new TestRepository(folder.Path);
        var late = new LateCommits();
        var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                var isStored = i % 3 > 0;
                Assert.True(await late.TryAddAsync(Write(repository), $"1.{sender}.{i}", async () =>
                {
                    await Task.Yield();
                    return isStored;
                }));
            }
        }));

        await Task.WhenAll(senders).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await late.CloseAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((1200, 400), (late.Taken.Count, late.Lost.Count));
        Assert.Empty(repository.IncomingEntries());
    }

    [Fact]
    public async Task Leaves_to_the_caller_what_comes_once_it_is_closed()
    {
        using var folder = new TemporaryFolder();
        await using var repository = new TestRepository(folder.Path);
        var late = new LateCommits();
        await late.CloseAsync();
        using var incoming = Write(repository);

        Assert.False(await late.TryAddAsync(incoming, "1.2", static () => throw new InvalidOperationException("It is not to be committed here.")));
        Assert.Empty(late.Taken);
    }

    private static IncomingInstance Write(TestRepository repository) => repository.Write(new SampleInstance(), "ARCHIVE", out _);
}
