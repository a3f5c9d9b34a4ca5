using System.Diagnostics;
using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Queries that match more than is wanted, and peers that answer badly.</summary>
public sealed class QueryLimitTests
{
    [Fact]
    public async Task A_peer_with_ten_thousand_studies_is_told_to_stop_at_the_limit()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var sent = 0;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new OwnScp { Find = (_, _, token) => StudiesAsync(10_000, () => sent++, cancelled, token) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);
        await host.FindStudiesAsync("PEER", new StudyQuery());
        using var process = Process.GetProcessById(host.Process.Id);
        var before = process.WorkingSet64;

        var results = 0;
        var moreExist = false;
        for (var round = 0; round < 20; round++)
        {
            sent = 0;
            results = 0;
            moreExist = false;
            var query = new RemoteStudyQuery { Remote = new RemoteQuery { AE = "PEER" } };
            await foreach (var page in host.Control.FindRemoteStudiesAsync(query, CancellationToken.None))
            {
                results += page.Results.Count;
                moreExist |= page.MoreExist;
            }

            Assert.True(sent < 10_000, $"The peer sent {sent} answers.");
        }

        Assert.Equal(100, results);
        Assert.True(moreExist);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(peer.Ended, ended => Assert.Equal(AssociationEnding.Released, ended.Ending));
        process.Refresh();
        Assert.True(process.WorkingSet64 - before < 64 << 20, $"Memory grew by {(process.WorkingSet64 - before) >> 20} MB.");

        // And whole, when that is what is wanted.
        await host.ChangeAsync(new ConfigurationChange { PatientSearch = new Partial<PatientSearchSettings>().With(s => s.MaximumQueryResults, 20_000) });
        Assert.Equal(10_000, (await host.FindStudiesAsync("PEER", new StudyQuery())).Count);
        process.Refresh();
        Assert.True(process.WorkingSet64 - before < 128 << 20, $"Memory grew by {(process.WorkingSet64 - before) >> 20} MB.");
    }

    [Fact]
    public async Task A_peer_is_told_to_stop_when_nobody_reads_any_more()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new OwnScp { Find = (_, _, token) => StudiesAsync(int.MaxValue, () => { }, cancelled, token) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);
        await host.ChangeAsync(new ConfigurationChange { PatientSearch = new Partial<PatientSearchSettings>().With(s => s.MaximumQueryResults, 100_000) });

        await foreach (var page in host.Control.FindRemoteStudiesAsync(new RemoteStudyQuery { Remote = new RemoteQuery { AE = "PEER" } }, CancellationToken.None))
        {
            if (page.Results.Count > 0) break;
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.IsTrueAsync(() => !peer.Ended.IsEmpty, "the association ended");
        Assert.Equal(AssociationEnding.Released, Assert.Single(peer.Ended).Ending);
    }

    [Fact]
    public async Task A_peer_that_does_not_stop_is_aborted_within_seconds()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new OwnScp { Find = (_, _, _) => DeafAsync(over.Task) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);
        var clock = Stopwatch.StartNew();

        Assert.Equal(100, (await host.FindStudiesAsync("PEER", new StudyQuery())).Count);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
        over.SetResult();
        await Eventually.IsTrueAsync(() => !peer.Ended.IsEmpty, "the association ended");
        Assert.Equal(AssociationEnding.AbortedByPeer, Assert.Single(peer.Ended).Ending);

        // Answers, and then neither goes on nor hears C-CANCEL.
        static async IAsyncEnumerable<CFindResponse> DeafAsync(Task over)
        {
            for (var i = 0; i < 101; i++) yield return new CFindResponse(DimseStatus.Pending) { Identifier = Study(i) };
            await over;
        }
    }

    [Theory]
    [InlineData(0xA700, "out of resources")]
    [InlineData(0xC001, "cannot process")]
    [InlineData(0x0122, "SOP class not supported")]
    public async Task A_refusal_is_told_with_its_status_and_the_words_of_the_peer(int status, string text)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var peer = new OwnScp { Find = (_, _, _) => Only(new CFindResponse(new DimseStatus((ushort)status)) { ErrorComment = "index is rebuilt" }) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);

        var refused = await Assert.ThrowsAsync<ControlException>(() => host.FindStudiesAsync("PEER", new StudyQuery()));

        Assert.Equal(ErrorIds.RemoteAEFailed, refused.Error.Id);
        Assert.Contains(status.ToString("X4", System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
        Assert.Contains("index is rebuilt", refused.Message, StringComparison.Ordinal);
        Assert.Contains(text, refused.Message + refused.Error.RecommendedAction, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_peer_that_refuses_UTF_8_is_asked_without_a_character_set()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var peer = new OwnScp
        {
            Find = (_, identifier, token) => identifier.Contains(DicomTag.SpecificCharacterSet)
                ? Only(new CFindResponse(new DimseStatus(0xA900)))
                : StudiesAsync(3, () => { }, null, token),
        }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);

        Assert.Equal(3, (await host.FindStudiesAsync("PEER", new StudyQuery())).Count);
    }

    [Fact]
    public async Task Keys_that_a_peer_does_not_match_are_told()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var peer = new OwnScp { Find = (_, _, _) => Only(new CFindResponse(DimseStatus.PendingWithWarning) { Identifier = Study(1) }) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);

        Assert.Contains("StudyDescription", await WarningAsync(new StudyQuery { StudyDescription = "Fundus" }), StringComparison.Ordinal);
        Assert.Null(await WarningAsync(new StudyQuery { PatientName = "Smith*" }));

        async Task<string?> WarningAsync(StudyQuery query)
        {
            string? warning = null;
            await foreach (var page in host.Control.FindRemoteStudiesAsync(new RemoteStudyQuery { Remote = new RemoteQuery { AE = "PEER" }, Query = query }, CancellationToken.None))
                warning ??= page.Warning;
            return warning;
        }
    }

    [Fact]
    public async Task A_retrieval_that_is_given_up_tells_the_peer_to_stop()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = new OwnScp { Move = (_, _, token) => MovesAsync(cancelled, token) }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port);

        await foreach (var each in host.Control.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = "1.2" }, CancellationToken.None))
        {
            if (each.Completed > 2) break;
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.IsTrueAsync(() => !peer.Ended.IsEmpty, "the association ended");
        Assert.Equal(AssociationEnding.Released, Assert.Single(peer.Ended).Ending);
        await Eventually.IsTrueAsync(
            async () => (await host.ActivityAsync()).Any(row => row.Kind == Contracts.ActivityKind.Retrieve && row.Message.Contains("cancelled", StringComparison.Ordinal)), "a row that says so");
    }

    [Fact]
    public async Task The_other_method_is_used_where_the_peer_refuses_the_one_that_is_configured_and_no_other_when_one_is_demanded()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var peer = new OwnScp
        {
            Refuses = sopClass => sopClass == DicomUid.StudyRootQueryRetrieveInformationModelGet || sopClass == DicomUid.PatientRootQueryRetrieveInformationModelGet,
            Find = (_, _, _) => Only(new CFindResponse(DimseStatus.Success)),
            Move = (_, _, _) => OnlyMove(new CMoveResponse(new DimseStatus(0xB000)) { Completed = 0, Failed = 2, Identifier = new DicomDataset().Set(DicomTag.FailedSOPInstanceUIDList, "1.2.3", "1.2.4") }),
        }.Start();
        await host.AddAsync("PEER", OwnScp.AETitle, peer.Port, method: RetrieveMethod.Get);

        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = "1.2" });
        Assert.Equal((RetrieveMethod.Move, false, 2), (result.Method, result.Success, result.Failed));
        Assert.Equal(["1.2.3", "1.2.4"], result.FailedSopInstanceUid);
        var refused = await Assert.ThrowsAsync<ControlException>(() => host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = "1.2", Method = RetrieveMethod.Get }));
        Assert.Contains("-Method Move", refused.Error.RecommendedAction, StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<CFindResponse> StudiesAsync(int count, Action sent, TaskCompletionSource? cancelled, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                cancelled?.TrySetResult();
                yield return new CFindResponse(DimseStatus.Cancel);
                yield break;
            }

            // A peer that searches; it lets others run, and what it sends fills no buffer at once.
            if (i % 50 == 49) await Task.Delay(1, CancellationToken.None);
            sent();
            yield return new CFindResponse(DimseStatus.Pending) { Identifier = Study(i) };
        }
    }

    private static DicomDataset Study(int i) => new DicomDataset()
        .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
        .Set(DicomTag.StudyInstanceUID, $"1.2.826.0.1.{i}")
        .Set(DicomTag.PatientID, $"P{i}")
        .Set(DicomTag.PatientName, $"Patient^{i}")
        .Set(DicomTag.StudyDescription, new string('x', 60));

    private static async IAsyncEnumerable<CMoveResponse> MovesAsync(TaskCompletionSource cancelled, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (ushort i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            yield return new CMoveResponse(DimseStatus.Pending) { Remaining = 1000, Completed = i, Failed = 0, Warning = 0 };
            await Task.Delay(5, CancellationToken.None);
        }

        cancelled.TrySetResult();
        yield return new CMoveResponse(DimseStatus.Cancel) { Completed = 3, Failed = 0, Warning = 0, Remaining = 1 };
    }

    private static async IAsyncEnumerable<CFindResponse> Only(CFindResponse response)
    {
        await Task.Yield();
        yield return response;
    }

    private static async IAsyncEnumerable<CMoveResponse> OnlyMove(CMoveResponse response)
    {
        await Task.Yield();
        yield return response;
    }
}
