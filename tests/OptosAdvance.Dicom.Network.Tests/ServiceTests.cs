using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class ServiceTests
{
    private static readonly DicomUid StudyRootFind = DicomUid.StudyRootQueryRetrieveInformationModelFind;

    [Fact]
    public async Task Finds()
    {
        var handler = new RecordingHandler(_ => new TestProvider { Find = (_, identifier, _, _) => Matches(identifier, 3) });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, StudyRootFind));

        var responses = new List<CFindResponse>();
        await foreach (var response in association.CFindAsync(new CFindRequest { AffectedSopClassUid = StudyRootFind }, Query("A*")))
            responses.Add(response);
        await association.ReleaseAsync();

        Assert.Equal([DimseStatus.Pending, DimseStatus.Pending, DimseStatus.Pending, DimseStatus.Success], responses.Select(r => r.Status));
        Assert.Equal(["A*0", "A*1", "A*2"], responses.SkipLast(1).Select(r => r.Identifier!.GetString(DicomTag.PatientID)));
    }

    [Fact]
    public async Task Sends_C_CANCEL_when_the_caller_has_seen_enough()
    {
        var cancelled = new TaskCompletionSource();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Find = (_, identifier, _, cancellationToken) => Endless(identifier, cancelled, cancellationToken),
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, StudyRootFind));

        var seen = 0;
        await foreach (var response in association.CFindAsync(new CFindRequest { AffectedSopClassUid = StudyRootFind }, Query("A")))
        {
            if (++seen == 5)
                break;
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
        await association.ReleaseAsync();
        Assert.Equal(AssociationEnding.Released, (await handler.FirstEnded).Ending);
    }

    [Fact]
    public async Task Sends_C_CANCEL_when_the_callers_token_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Find = (_, identifier, _, cancellationToken) => Endless(identifier, cancelled, cancellationToken),
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, StudyRootFind));
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var response in association.CFindAsync(new CFindRequest { AffectedSopClassUid = StudyRootFind }, Query("A"), source.Token))
                await source.CancelAsync();
        });

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
    }

    [Fact]
    public async Task Moves_with_progress()
    {
        var moveClass = DicomUid.StudyRootQueryRetrieveInformationModelMove;
        CMoveRequest? seen = null;
        var handler = new RecordingHandler(_ => new TestProvider { Move = (request, _, _, _) => Progress(seen = request) });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, moveClass));

        var responses = new List<CMoveResponse>();
        await foreach (var response in association.CMoveAsync(new CMoveRequest { AffectedSopClassUid = moveClass, MoveDestination = "THERE", Priority = DimsePriority.High }, Query("A")))
            responses.Add(response);

        Assert.Equal("THERE", seen!.MoveDestination);
        Assert.Equal(DimsePriority.High, seen.Priority);
        Assert.Equal([2, 1, null], responses.Select(r => r.Remaining));
        Assert.Equal([0, 1, 2], responses.Select(r => r.Completed));
        Assert.Equal(DimseStatus.Success, responses[^1].Status);

        static async IAsyncEnumerable<CMoveResponse> Progress(CMoveRequest request)
        {
            await Task.Yield();
            yield return new CMoveResponse(DimseStatus.Pending) { Remaining = 2, Completed = 0, Failed = 0, Warning = 0 };
            yield return new CMoveResponse(DimseStatus.Pending) { Remaining = 1, Completed = 1, Failed = 0, Warning = 0 };
            yield return new CMoveResponse(DimseStatus.Success) { Completed = 2, Failed = 0, Warning = 0 };
        }
    }

    [Fact]
    public async Task Gets_instances_on_the_same_association_by_role_selection()
    {
        var getClass = DicomUid.StudyRootQueryRetrieveInformationModelGet;
        var sent = Enumerable.Range(0, 3).Select(i => Peers.RandomBytes(700_000 + i, i)).ToArray();
        var received = new ConcurrentQueue<byte[]>();
        var handler = new RecordingHandler(_ => new TestProvider { Get = (_, _, context, cancellationToken) => Send(sent, context, cancellationToken) });
        await using var listener = Peers.Listen(handler);
        var taking = new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                received.Enqueue(await TestProvider.ReadAllAsync(dataSet, cancellationToken));
                return new CStoreResponse(DimseStatus.Success);
            },
        };
        var options = Peers.To(listener, getClass, Peers.Ct) with { RoleSelections = [new RoleSelection(Peers.Ct, Scu: false, Scp: true)] };
        await using var association = await DicomAssociation.ConnectAsync(options, taking);

        Assert.Null(association.FindContext(Peers.Ct));
        var responses = new List<CGetResponse>();
        await foreach (var response in association.CGetAsync(new CGetRequest { AffectedSopClassUid = getClass }, Query("A")))
            responses.Add(response);
        await association.ReleaseAsync();

        Assert.Equal((ushort)3, responses[^1].Completed);
        Assert.Equal(sent, received);

        static async IAsyncEnumerable<CGetResponse> Send(byte[][] instances, DimseContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            ushort done = 0;
            foreach (var instance in instances)
            {
                var stored = await context.Peer.CStoreAsync(Peers.NewStore(), null, new ReadOnlySequence<byte>(instance), cancellationToken);
                Assert.Equal(DimseStatus.Success, stored.Status);
                done++;
                yield return new CGetResponse(DimseStatus.Pending) { Remaining = (ushort)(instances.Length - done), Completed = done, Failed = 0, Warning = 0 };
            }

            yield return new CGetResponse(DimseStatus.Success) { Completed = done, Failed = 0, Warning = 0 };
        }
    }

    [Fact]
    public async Task Carries_every_normalized_service_both_ways()
    {
        var sopClass = DicomUid.ModalityPerformedProcedureStep;
        var instance = new DicomUid("1.2.3.4");
        var seen = new List<(DimseRequest Request, string? PatientId)>();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Normalized = (request, dataSet, _, _) =>
            {
                seen.Add((request, dataSet?.GetString(DicomTag.PatientID)));
                return new ValueTask<DimseResponse>(request switch
                {
                    NEventReportRequest => new NEventReportResponse(DimseStatus.Success),
                    NGetRequest => new NGetResponse(DimseStatus.AttributeListError) { DataSet = Query("got") },
                    NSetRequest => new NSetResponse(DimseStatus.Success) { DataSet = Query("set") },
                    NActionRequest => new NActionResponse(DimseStatus.NoSuchActionType) { ErrorComment = "no" },
                    NCreateRequest => new NCreateResponse(DimseStatus.Success) { AffectedSopInstanceUid = instance },
                    _ => new NDeleteResponse(DimseStatus.NoSuchSopInstance),
                });
            },
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, sopClass));

        var created = await association.NCreateAsync(new NCreateRequest { AffectedSopClassUid = sopClass }, Query("create"));
        var set = await association.NSetAsync(new NSetRequest { RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance }, Query("change"));
        var got = await association.NGetAsync(new NGetRequest { RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance, AttributeIdentifiers = [DicomTag.PatientID] });
        var acted = await association.NActionAsync(new NActionRequest { RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance, ActionTypeId = 9 }, null);
        var reported = await association.NEventReportAsync(new NEventReportRequest { AffectedSopClassUid = sopClass, AffectedSopInstanceUid = instance, EventTypeId = 2 }, Query("event"));
        var deleted = await association.NDeleteAsync(new NDeleteRequest { RequestedSopClassUid = sopClass, RequestedSopInstanceUid = instance });
        await association.ReleaseAsync();

        Assert.Equal(instance, created.AffectedSopInstanceUid);
        Assert.Equal("set", set.DataSet!.GetString(DicomTag.PatientID));
        Assert.Equal((DimseStatus.AttributeListError, "got"), (got.Status, got.DataSet!.GetString(DicomTag.PatientID)));
        Assert.Equal((DimseStatus.NoSuchActionType, "no", (ushort)9), (acted.Status, acted.ErrorComment, acted.ActionTypeId!.Value));
        Assert.Equal((DimseStatus.Success, (ushort)2), (reported.Status, reported.EventTypeId!.Value));
        Assert.Equal(DimseStatus.NoSuchSopInstance, deleted.Status);
        Assert.Equal(["create", "change", null, null, "event", null], seen.Select(s => s.PatientId));
        Assert.Equal([DicomTag.PatientID], Assert.IsType<NGetRequest>(seen[2].Request).AttributeIdentifiers);
        Assert.Equal(instance, Assert.IsType<NDeleteRequest>(seen[5].Request).RequestedSopInstanceUid);
    }

    [Fact]
    public async Task Reports_an_event_to_the_requestor()
    {
        var sopClass = DicomUid.StorageCommitmentPushModel;
        var reported = new TaskCompletionSource<NEventReportRequest>();
        var answered = new TaskCompletionSource<NEventReportResponse>();
        var reporting = Task.CompletedTask;
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Normalized = (_, _, context, _) =>
            {
                reporting = ReportAsync(context);
                return new ValueTask<DimseResponse>(new NActionResponse(DimseStatus.Success));
            },
        });
        async Task ReportAsync(DimseContext context) => answered.SetResult(
            await context.Peer.NEventReportAsync(new NEventReportRequest { AffectedSopClassUid = sopClass, AffectedSopInstanceUid = new DicomUid("1.2.840.10008.1.20.1.1"), EventTypeId = 1 }, Query("done")));

        await using var listener = Peers.Listen(handler);
        var listening = new TestProvider
        {
            Normalized = (request, _, _, _) =>
            {
                reported.SetResult((NEventReportRequest)request);
                return new ValueTask<DimseResponse>(new NEventReportResponse(DimseStatus.Success));
            },
        };
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, sopClass), listening);

        await association.NActionAsync(new NActionRequest { RequestedSopClassUid = sopClass, RequestedSopInstanceUid = new DicomUid("1.2.840.10008.1.20.1.1"), ActionTypeId = 1 }, Query("commit"));

        Assert.Equal(1, (await reported.Task.WaitAsync(TimeSpan.FromSeconds(15))).EventTypeId);
        await reporting;
        Assert.Equal(DimseStatus.Success, (await answered.Task.WaitAsync(TimeSpan.FromSeconds(15))).Status);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Stores_as_many_at_once_as_the_window_grants()
    {
        var atOnce = 0;
        var most = 0;
        using var together = new Barrier(3);
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                var now = Interlocked.Increment(ref atOnce);
                InterlockedMax(ref most, now);
                await Task.Run(() => together.SignalAndWait(TimeSpan.FromSeconds(15)), cancellationToken);
                Interlocked.Decrement(ref atOnce);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);
        var options = Peers.To(listener, Peers.Ct) with { AsynchronousOperationsWindow = new AsynchronousOperationsWindow(3, 1) };
        await using var association = await DicomAssociation.ConnectAsync(options);

        var responses = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(Peers.RandomBytes(50_000, i))).AsTask()));
        await association.ReleaseAsync();

        Assert.All(responses, r => Assert.Equal(DimseStatus.Success, r.Status));
        Assert.Equal(3, most);
        Assert.Equal(new AsynchronousOperationsWindow(3, 1), association.AsynchronousOperationsWindow);
    }

    [Fact]
    public async Task Performs_one_after_the_other_without_a_window()
    {
        var atOnce = 0;
        var most = 0;
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref atOnce));
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                await Task.Yield();
                Interlocked.Decrement(ref atOnce);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(Peers.RandomBytes(5_000, i))).AsTask()));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Answers_0110_when_a_provider_fails_and_drains_what_it_left()
    {
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = (_, _, _, _) => throw new InvalidOperationException("out of order"),
            Find = (_, _, _, _) => throw new InvalidOperationException("out of order"),
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct, StudyRootFind));

        var stored = await association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(new byte[2_000_000]));
        var found = new List<CFindResponse>();
        await foreach (var response in association.CFindAsync(new CFindRequest { AffectedSopClassUid = StudyRootFind }, Query("A")))
            found.Add(response);

        Assert.Equal(DimseStatus.ProcessingFailure, stored.Status);
        Assert.Equal(DimseStatus.ProcessingFailure, Assert.Single(found).Status);
        Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
    }

    [Fact]
    public async Task Answers_0211_where_there_is_no_provider_for_it()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));

        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(new byte[100_000]))).Status);
    }

    [Fact]
    public async Task Says_which_class_was_not_accepted()
    {
        var handler = new RecordingHandler(_ => new TestProvider())
        {
            Decide = r => new AssociationDecision.Accept([.. r.PresentationContexts.Select(c => PresentationContextDecision.Refuse(c, PresentationContextResult.AbstractSyntaxNotSupported))], new TestProvider()),
        };
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));

        var error = await Assert.ThrowsAsync<DicomNetworkException>(() => association.CStoreAsync(Peers.NewStore(), null, new MemoryStream()).AsTask());

        Assert.Contains("CT Image Storage (SOP class not supported)", error.Message, StringComparison.Ordinal);
    }

    private static DicomDataset Query(string patientId)
    {
        var query = new DicomDataset();
        query.Set(DicomTag.PatientID, patientId);
        return query;
    }

    private static async IAsyncEnumerable<CFindResponse> Matches(DicomDataset identifier, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new CFindResponse(DimseStatus.Pending) { Identifier = Query(identifier.GetString(DicomTag.PatientID) + i) };
        }
    }

    private static async IAsyncEnumerable<CFindResponse> Endless(DicomDataset identifier, TaskCompletionSource cancelled, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (cancellationToken.Register(() => cancelled.TrySetResult()))
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Yield();
                yield return new CFindResponse(DimseStatus.Pending) { Identifier = identifier };
            }
        }
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while (now > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, now, seen) != seen)
        {
        }
    }
}
