namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>
/// A repository whose committer stands still where it begins to put acknowledged files into their places. An instance is on its way in, so that no pause has it do that before.
/// </summary>
internal sealed class HeldCommitter : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _released = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IncomingInstance? _onItsWay;
    private volatile bool _holds = true;

    public HeldCommitter()
    {
        Repository = new TestRepository(_folder.Path);
        if (!Repository.Volume.KeepsMarks)
        {
            return;
        }

        _onItsWay = Repository.Write(Photo(), "CAMERA", out _);
        Repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Settling && _holds)
            {
                _reached.TrySetResult();
                _released.Wait(TimeSpan.FromSeconds(60));
            }
            else if (step == CommitStep.Indexed && !_reached.Task.IsCompleted)
            {
                Placed = First.Count;
            }
        };
    }

    public TestRepository Repository { get; }

    public string Folder => _folder.Path;

    /// <summary>Stored before it stood still.</summary>
    public List<SampleInstance> First { get; } = [];

    /// <summary>So many of the first were in their places before, on a slow machine.</summary>
    public int Placed { get; private set; }

    /// <summary>Done when it stands.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Whether it is to stand still when it comes there.</summary>
    public bool Holds
    {
        set => _holds = value;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static SampleInstance Photo() => new() { PixelBytes = 600_000 };

    public static Task WithinAsync(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    public void LetGo() => _released.Set();

    public Task StoreFirstAsync()
    {
        First.Add(Photo() with { Fill = (byte)First.Count });
        return StoreAsync(First[^1]);
    }

    public Task<CommitOutcome> StoreAsync(SampleInstance sample) =>
        Task.Run(() => Repository.StoreAsync(sample), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    public async ValueTask DisposeAsync()
    {
        LetGo();
        _onItsWay?.Dispose();
        await Repository.DisposeAsync();
        _released.Dispose();
        _folder.Dispose();
    }
}
