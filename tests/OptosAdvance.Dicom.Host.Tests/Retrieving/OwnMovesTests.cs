using System.Buffers;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What a C-MOVE of ours brings is answered before the device has it, the end of the move waits for that, and nothing else is treated so.</summary>
public sealed class OwnMovesTests
{
    private const string Archive = "ARCHIVE";
    private const string Own = "OPTOSADVANCE";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_before_the_commit_and_ends_after_it()
    {
        await using var appliance = await StartAsync();
        var sample = Photo();
        var move = Begin(appliance, sample.Study);
        using var hold = new Hold(appliance);
        await using var association = await appliance.ConnectAsync(sample, calling: Archive);

        // Nobody lets the committer go on before this is answered.
        Assert.True((await StoreAsync(association, sample, Own, move.MessageId)).Status.IsSuccess);
        var ending = move.EndAsync();
        Assert.False(ending.IsCompleted);

        // What a kill would leave now.
        Assert.True(hold.Reached.Wait(s_limit, Cancellation));
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(appliance.Volume.Root, folder.Combine("repository"));
        await using (var after = new TestRepository(folder.Path))
        {
            Assert.Equal(sample.ToBytes(), after.ReadDataSet(sample));
            Assert.NotNull(await after.FindAsync(sample.Study));
        }

        hold.Release();
        await ending.WaitAsync(s_limit, Cancellation);
        Assert.Empty(move.Late.Lost);
        Assert.Equal(1, (await appliance.Search.FindOneAsync(sample.Study, Cancellation))!.Instances);
    }

    [Fact]
    public async Task Names_what_could_not_be_stored_after_all()
    {
        var sample = Photo();
        await using var appliance = await StartAsync();
        var move = Begin(appliance, sample.Study);
        appliance.Get<IngestCommitter>().StepReached = static _ => throw new IOException("The device is broken.");
        await using var association = await appliance.ConnectAsync(sample, calling: Archive);

        Assert.True((await StoreAsync(association, sample, Own, move.MessageId)).Status.IsSuccess);
        await move.EndAsync().WaitAsync(s_limit, Cancellation);

        Assert.Equal([sample.Instance], move.Late.Lost);
        Assert.Empty(appliance.IncomingFiles());
        appliance.Get<IngestCommitter>().StepReached = null;
    }

    [Theory]
    [InlineData("small")]
    [InlineData("another caller")]
    [InlineData("another message")]
    [InlineData("another originator")]
    [InlineData("no originator")]
    [InlineData("another study")]
    [InlineData("over")]
    public async Task Takes_nothing_else_for_it(string what)
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = Photo() with { PixelBytes = what == "small" ? 5000 : 600_000 };
        var move = Begin(appliance, what == "another study" ? "1.2.3" : sample.Study);
        if (what == "over")
        {
            await move.EndAsync();
        }

        await using var association = await appliance.ConnectAsync(sample, calling: what == "another caller" ? "CAMERA" : Archive);
        var originator = what switch
        {
            "no originator" => null,
            "another originator" => "OTHER",
            _ => Own,
        };
        var id = (ushort)(move.MessageId + (what == "another message" ? 1 : 0));
        Assert.True((await StoreAsync(association, sample, originator, originator is null ? null : id)).Status.IsSuccess);

        Assert.Empty(move.Late.Taken);
        Assert.Equal(1, (await appliance.Search.FindOneAsync(sample.Study, Cancellation))!.Instances);
    }

    [Fact]
    public void Message_ids_are_never_zero_nor_of_two_at_once()
    {
        var moves = new OwnMoves();
        var running = Enumerable.Range(0, 10).Select(_ => moves.Begin(Archive, Own, "1.2.3")).ToList();
        var used = running.Select(static move => move.MessageId).ToHashSet();
        for (var i = 0; i < 70_000; i++)
        {
            var move = moves.Begin(Archive, Own, "1.2.3");
            Assert.True(move.MessageId != 0 && !used.Contains(move.MessageId));
            _ = move.EndAsync();
        }
    }

    private static Task<ReceivingAppliance> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are marked on Linux only.");
        return ReceivingAppliance.StartAsync();
    }

    private static OwnMove Begin(ReceivingAppliance appliance, string study) => appliance.Get<OwnMoves>().Begin(Archive, Own, study);

    private static SampleInstance Photo() => new() { PixelBytes = 600_000 };

    private static ValueTask<CStoreResponse> StoreAsync(DicomAssociation association, SampleInstance sample, string? originator, ushort? messageId) =>
        association.CStoreAsync(
            new CStoreRequest
            {
                AffectedSopClassUid = sample.SopClass,
                AffectedSopInstanceUid = new DicomUid(sample.Instance),
                MoveOriginatorAETitle = originator,
                MoveOriginatorMessageId = messageId,
            },
            association.FindContext(sample.SopClass),
            new ReadOnlySequence<byte>(sample.ToBytes()),
            Cancellation);

    /// <summary>Has the committer wait before it writes anything.</summary>
    private sealed class Hold : IDisposable
    {
        private readonly ManualResetEventSlim _go = new();
        private readonly IngestCommitter _committer;

        public Hold(ReceivingAppliance appliance)
        {
            _committer = appliance.Get<IngestCommitter>();
            _committer.StepReached = step =>
            {
                if (step == CommitStep.Planned)
                {
                    Reached.Set();
                    _go.Wait(s_limit);
                }
            };
        }

        public ManualResetEventSlim Reached { get; } = new();

        public void Release()
        {
            _committer.StepReached = null;
            _go.Set();
        }

        public void Dispose() => Release();
    }
}
