using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What is written down survives, and gets into the index in the end.</summary>
public sealed class CommitmentStoreTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly RecordedReports _jobs = new();
    private CommitmentStore _store;

    public CommitmentStoreTests()
    {
        _repository = new TestRepository(_folder.Path);
        _store = Open();
    }

    [Fact]
    public void A_transaction_is_read_as_it_was_written()
    {
        var transaction = Make("1.2", StorageCommitmentState.Pending) with
        {
            AcceptedAt = _time.GetUtcNow(),
            DueAt = _time.GetUtcNow().AddHours(1),
            Message = "Привет",
            Instances =
            [
                new CommitmentInstance("1.1", "1.1.1", "1.2.840", new StoredFile(10, 2, ulong.MaxValue)),
                new CommitmentInstance("1.1", "1.1.2", "1.2.840", new StoredFile(10, 2, 3), StorageCommitmentInstanceState.Failed, 0xFFFF),
            ],
        };
        _store.Add(transaction);
        Reopen();
        var found = _store.Find("1.2")!;
        Assert.Equal(transaction.Instances, found.Instances);
        Assert.Equal(transaction with { Instances = [] }, found with { Instances = [] });
        Assert.Null(_store.Find("1.3"));
    }

    [Fact]
    public void Lists_by_each_filter_newest_first()
    {
        _store.Add(Make("1", StorageCommitmentState.Pending));
        _store.Add(Make("2", StorageCommitmentState.Committed) with { AE = "ARCHIVE[1]", StudyInstanceUid = "9" });
        _store.Add(Make("3", StorageCommitmentState.Failed) with { JobId = 7 });
        Assert.Equal(["3", "2", "1"], Uids(new StorageCommitmentQuery()));
        Assert.Equal(["3"], Uids(new StorageCommitmentQuery { Last = 1 }));
        Assert.Equal(["2"], Uids(new StorageCommitmentQuery { AE = ["archive[*"] }));
        Assert.Equal(["3", "1"], Uids(new StorageCommitmentQuery { AE = ["pacs?"] }));
        Assert.Equal(["2"], Uids(new StorageCommitmentQuery { StudyInstanceUid = ["9", "8"] }));
        Assert.Equal(["3", "1"], Uids(new StorageCommitmentQuery { State = [StorageCommitmentState.Pending, StorageCommitmentState.Failed] }));
        Assert.Equal(["3"], Uids(new StorageCommitmentQuery { JobId = [7] }));
        Assert.Equal(["2", "1"], Uids(new StorageCommitmentQuery { TransactionUid = ["1", "2", "5"] }));
        string[] Uids(StorageCommitmentQuery query) => [.. _store.List(query).Select(each => each.TransactionUid)];
    }

    [Fact]
    public async Task A_report_that_was_written_down_and_not_brought_into_the_index_is_brought_there()
    {
        var samples = await StoreAsync(2);
        _store.Add(await AnsweredAsync(samples, CommitmentSettlement.Recorded));
        Reopen();
        using var tracker = MakeTracker();
        await tracker.TickAsync();
        Assert.True((await _repository.FindAsync(samples[0].Study))!.IsCommitted);
        Assert.Equal(StorageCommitmentState.Committed, _store.Find("1.2")!.State);
        Assert.Equal(samples.Select(sample => sample.Instance), _jobs.Results.Select(result => result.Instance.SopInstanceUid));
        await tracker.TickAsync();
        Assert.Equal(2, _jobs.Results.Count);
    }

    [Fact]
    public async Task What_a_power_cut_takes_out_of_the_index_is_put_back()
    {
        var samples = await StoreAsync(2);
        _store.Add(await AnsweredAsync(samples, CommitmentSettlement.Marked) with { State = StorageCommitmentState.Committed });
        await _repository.StoreAsync(samples[1] with { Fill = 9 });
        using var tracker = MakeTracker();
        await tracker.RestoreAsync();
        Assert.Equal(1, (await _repository.FindAsync(samples[0].Study))!.CommittedInstances);
        Assert.Equal(2, _store.Find("1.2")!.Count(StorageCommitmentInstanceState.Committed));
        Assert.Equal(["1.2"], _store.ListUnsettled(CommitmentSettlement.Marked));
        await tracker.TickAsync();
        Assert.Empty(_store.ListUnsettled(CommitmentSettlement.Marked));
    }

    [Fact]
    public async Task Marks_survive_in_the_index_itself_once_they_are_durable()
    {
        var samples = await StoreAsync(1);
        _store.Add(await AnsweredAsync(samples, CommitmentSettlement.Recorded));
        using (var tracker = MakeTracker())
        {
            await tracker.TickAsync();
        }

        Assert.Equal(CommitmentSettlement.Durable, _store.Find("1.2")!.Settlement);

        // The main file alone, as a power cut would leave it at worst.
        var copy = _folder.Combine("copy.db");
        File.Copy(_repository.Index.Path, copy);
        using var index = IndexDatabase.Open(copy);
        var committed = index.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT sum(committed) FROM studies";
            return (long)command.ExecuteScalar()!;
        });
        Assert.Equal(1, committed);
    }

    [Fact]
    public async Task A_transaction_that_nobody_waits_for_ends_when_its_time_is_up()
    {
        _store.Add(Make("1", StorageCommitmentState.Pending) with { DueAt = _time.GetUtcNow().AddMinutes(1) });
        _store.Add(Make("2", StorageCommitmentState.Pending) with { DueAt = _time.GetUtcNow().AddMinutes(1), JobId = RecordedReports.OpenJob });
        using var tracker = MakeTracker();
        await tracker.TickAsync();
        Assert.Equal(StorageCommitmentState.Pending, _store.Find("1")!.State);
        _time.Advance(TimeSpan.FromMinutes(2));
        await tracker.TickAsync();
        Assert.Equal(StorageCommitmentState.TimedOut, _store.Find("1")!.State);
        Assert.Equal(StorageCommitmentState.Pending, _store.Find("2")!.State);
    }

    [Fact]
    public async Task Old_transactions_are_forgotten_with_the_activity()
    {
        _store.Add(Make("1", StorageCommitmentState.Failed));
        _store.Add(Make("2", StorageCommitmentState.Pending));
        _time.Advance(TimeSpan.FromDays(91));
        _store.Add(Make("3", StorageCommitmentState.Failed));
        using var tracker = MakeTracker();
        await tracker.TickAsync();
        Assert.Equal(["3", "2"], _store.List(new StorageCommitmentQuery()).Select(each => each.TransactionUid));
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _repository.DisposeAsync();
        _folder.Dispose();
    }

    private CommitmentStore Open() => new(new ApplianceDirectory(_folder.Path));

    private void Reopen()
    {
        _store.Dispose();
        _store = Open();
    }

    private CommitmentTracker MakeTracker()
    {
        var committed = new CommittedState(_repository.Index, _repository.Volumes, _repository.Committer);
        return new CommitmentTracker(
            _store,
            new CommitmentSettler(_store, committed, _jobs, _repository.Activity),
            committed,
            _jobs,
            _repository.Settings,
            _time,
            NullLogger<CommitmentTracker>.Instance);
    }

    private CommitmentTransaction Make(string uid, StorageCommitmentState state) => new()
    {
        Uid = uid,
        AE = "PACS1",
        AETitle = "ARCHIVE",
        StudyInstanceUid = "1",
        JobId = 1,
        Actor = "tester",
        State = state,
        RequestedAt = _time.GetUtcNow(),
        Instances = [new CommitmentInstance("1.1", "1.1.1", "1.2.840", new StoredFile(10, 2, 3))],
    };

    private async Task<SampleInstance[]> StoreAsync(int count)
    {
        var first = new SampleInstance();
        var samples = Enumerable.Range(1, count).Select(i => first with { Instance = $"1.2.3.{i}", Number = i }).ToArray();
        foreach (var sample in samples)
        {
            await _repository.StoreAsync(sample);
        }

        return samples;
    }

    private async Task<CommitmentTransaction> AnsweredAsync(SampleInstance[] samples, CommitmentSettlement settlement)
    {
        var held = await new CommittedState(_repository.Index, _repository.Volumes, _repository.Committer).ListAsync(samples[0].Study, TestContext.Current.CancellationToken);
        return Make("1.2", StorageCommitmentState.Pending) with
        {
            StudyInstanceUid = samples[0].Study,
            AnsweredAt = _time.GetUtcNow(),
            Settlement = settlement,
            Instances = [.. held.Select(each => new CommitmentInstance(each) with { State = StorageCommitmentInstanceState.Committed })],
        };
    }
}
