using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class StorageCommitmentTests
{
    [Fact]
    public async Task Waits_for_the_answers_and_returns_the_transactions_that_hold()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        var result = session.Run("'1.2.1', '1.2.2' | Request-OptosStorageCommitment -AE PACS1");
        Assert.Equal(["2.25.3", "2.25.2"], result.Output.Select(each => (string)each.Properties["TransactionUid"].Value));
        var error = result.Error;
        Assert.StartsWith("OptosCommitmentFailed", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("PACS1 keeps 1 of 2 instances of the study 1.2.2", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            [("1.2.1", "PACS1"), ("1.2.2", "PACS1")],
            host.Control.Requests.OfType<StorageCommitmentRequest>().Select(request => (request.StudyInstanceUid, request.AE)));
    }

    [Fact]
    public async Task Returns_the_jobs_at_once_with_NoWait()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        var result = session.Run("Request-OptosStorageCommitment 1.2.1 PACS1 -SopInstanceUid 1.2.1.1 -NoWait");
        Assert.Equal(1L, result.Object.Properties["Id"].Value);
        Assert.Equal(["1.2.1.1"], Assert.Single(host.Control.Requests.OfType<StorageCommitmentRequest>()).SopInstanceUids);
    }

    [Fact]
    public async Task Asks_nobody_with_WhatIf_and_says_who_is_not_known()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        session.Run("Request-OptosStorageCommitment 1.2.1 PACS1 -WhatIf").ThrowIfFailed();
        Assert.Empty(host.Control.Requests);
        var error = Assert.Single(session.Run("Request-OptosStorageCommitment 1.2.1 NOBODY").Errors);
        Assert.StartsWith("OptosNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_and_lists_transactions_and_their_instances()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        session.Run("Get-OptosStorageCommitment -StudyInstanceUid 1.2.1 -AE PACS* -State Pending, Failed -Last 5").ThrowIfFailed();
        var query = Assert.IsType<StorageCommitmentQuery>(Assert.Single(host.Control.Requests));
        Assert.Equal(["1.2.1"], query.StudyInstanceUid);
        Assert.Equal(["PACS*"], query.AE);
        Assert.Equal([StorageCommitmentState.Pending, StorageCommitmentState.Failed], query.State);
        Assert.Equal((5, false), (query.Last, query.WithInstances));
        var instances = session.Run("Get-OptosStorageCommitment -TransactionUid 2.25.2 -Instance").Objects;
        Assert.Equal(["2.25.2", "2.25.2"], instances.Select(each => (string)each.Properties["TransactionUid"].Value));
        Assert.Equal("the archive does not have it (0112H)", instances[1].Properties["Reason"].Value);
        Assert.StartsWith("OptosNotFound", Assert.Single(session.Run("Get-OptosStorageCommitment 2.25.99").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_transactions_within_120_columns()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        foreach (var (command, expected) in new[]
        {
            ("Get-OptosStorageCommitment", "1 of 2"),
            ("Get-OptosStorageCommitment 2.25.2 -Instance", "the archive does not have it (0112H)"),
        })
        {
            var shown = session.Transcribe(command);
            Assert.Contains(expected, shown, StringComparison.Ordinal);
            Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 120, $"{command}: {line.Length} columns: {line}"));
        }
    }

    private static void Fill(FakeControl control)
    {
        control.Configuration = control.Configuration with
        {
            RemoteAEs = [new RemoteAE { Name = "PACS1", AETitle = AETitle.Parse("ARCHIVE"), HostName = "pacs", Port = 104, Services = RemoteServices.StorageCommitment }],
        };
        foreach (var (id, study, done) in new[] { (1L, "1.2.1", 2), (2L, "1.2.2", 1) })
        {
            var job = new OutboundJob { Id = id, Kind = JobKind.Commitment, Destination = "PACS1", StudyInstanceUid = [study], Total = 2, State = JobState.Running };
            control.Jobs.Add(job);
            control.Jobs.Add(job with { Done = done, Failed = 2 - done, State = done == 2 ? JobState.Succeeded : JobState.PartlyFailed });
        }

        var transaction = new StorageCommitment
        {
            TransactionUid = "2.25.2",
            AE = "PACS1",
            AETitle = "ARCHIVE",
            StudyInstanceUid = "1.2.2",
            JobId = 2,
            State = StorageCommitmentState.PartlyFailed,
            Instances = 2,
            Committed = 1,
            Failed = 1,
            RequestedAt = DateTimeOffset.UnixEpoch,
            Message = "PACS1 keeps 1 of 2 instances.",
            Results =
            [
                new StorageCommitmentInstance { SopInstanceUid = "1.2.2.1", State = StorageCommitmentInstanceState.Committed },
                new StorageCommitmentInstance { SopInstanceUid = "1.2.2.2", State = StorageCommitmentInstanceState.Failed, FailureReason = 0x0112, Reason = "the archive does not have it (0112H)" },
            ],
        };
        control.Commitments.Add(transaction);
        control.Commitments.Add(transaction with
        {
            TransactionUid = "2.25.3",
            StudyInstanceUid = "1.2.1",
            JobId = 1,
            State = StorageCommitmentState.Committed,
            Committed = 2,
            Failed = 0,
            Results = [],
        });
        control.Commitments.Add(transaction with
        {
            TransactionUid = "2.25.1",
            JobId = 1,
            State = StorageCommitmentState.Superseded,
            SupersededBy = "2.25.3",
            Committed = 0,
            Failed = 0,
            Results = [],
        });
    }
}
