using System.Collections.Concurrent;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A sender's thread commits what the others have made durable meanwhile.</summary>
public sealed class CommitForOthersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_durable_is_committed_by_the_thread_that_is_at_it()
    {
        using var folder = new TemporaryFolder();
        await using var repository = new TestRepository(folder.Path);
        Assert.SkipUnless(repository.Volume.KeepsMarks, "The file system keeps no marks.");
        using var held = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var threads = new ConcurrentQueue<int>();
        repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Planned)
            {
                threads.Enqueue(Environment.CurrentManagedThreadId);
                reached.TrySetResult();
                held.Wait(TimeSpan.FromSeconds(30));
            }
        };
        var thread = 0;
        var sample = Photo();
        var first = Task.Run(
            async () =>
            {
                thread = Environment.CurrentManagedThreadId;
                await repository.StoreAsync(sample);
            },
            Cancellation);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        var others = Enumerable.Range(0, 3).Select(_ => Photo()).ToList();
        var incoming = new List<IncomingInstance>();
        var committing = new List<Task<CommitOutcome>>();
        foreach (var other in others)
        {
            var instance = repository.Write(other, "CAMERA", out var entry);
            incoming.Add(instance);
            instance.File.MakeDurable(entry.ReceivedAt);
            committing.Add(repository.Committer.SubmitAsync(instance.File, entry));
        }

        Assert.All(committing, static task => Assert.False(task.IsCompleted));
        held.Set();
        await Task.WhenAll([first, .. committing]).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        incoming.ForEach(static instance => instance.Dispose());

        Assert.Equal([thread, thread], threads);
        Assert.All(others.Append(sample), each => Assert.Equal(each.ToBytes(), repository.ReadDataSet(each)));
    }

    private static SampleInstance Photo() => new() { PixelBytes = 600_000 };
}
