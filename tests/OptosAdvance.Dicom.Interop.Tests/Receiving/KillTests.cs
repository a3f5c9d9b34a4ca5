using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The host is killed without warning.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Every_acknowledged_instance_is_found_after_the_host_was_killed_in_the_middle_of_storing()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var acknowledged = new HashSet<string>();
        var sent = new Dictionary<string, TestInstance>();

        for (var round = 0; round < 3; round++)
        {
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var wanted = acknowledged.Count + 60 + (25 * round);
            var senders = Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendUntilTheEndAsync(
                host.Port,
                instance =>
                {
                    lock (sent) sent.Add(instance.SopInstanceUid, instance);
                },
                uid =>
                {
                    lock (sent)
                    {
                        acknowledged.Add(uid);
                        if (acknowledged.Count >= wanted) enough.TrySetResult();
                    }
                }))).ToList();
            await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await host.KillAsync();
            await Task.WhenAll(senders);

            await host.RestartAsync();

            var found = new Dictionary<string, InstanceDetail>();
            foreach (var study in sent.Values.Select(i => i.StudyInstanceUid).Distinct())
            {
                foreach (var (uid, detail) in await host.InstancesAsync(study)) found.Add(uid, detail);
            }

            Assert.Empty(acknowledged.Except(found.Keys));
            Assert.Empty(host.IncomingFiles());
            Assert.Equal(found.Count, host.StoredFiles().Count);
            var export = folder.Folder("export" + round);
            var exported = await host.ExportAsync(export, [.. found.Keys.Select(uid => sent[uid].StudyInstanceUid).Distinct()]);
            Assert.All(found.Keys, uid => Part10.AssertSame(sent[uid].DataSet(), Part10.DataSet(exported[uid]), uid));
        }
    }

    /// <summary>Its instances are answered before the device has them.</summary>
    [Fact]
    public async Task Whatever_a_move_of_ours_had_brought_is_found_after_the_host_was_killed()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        for (var round = 0; round < 3; round++)
        {
            var study = TestInstance.Study(400, 300_000);
            var acknowledged = new List<TestInstance>();
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var archive = new OwnScp { Move = (request, _, token) => MoveAsync(host.Port, request, study, Acknowledge, token) }.Start();
            await host.AddAsync("PEER", OwnScp.AETitle, archive.Port);
            var retrieving = host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = study[0].StudyInstanceUid, Method = RetrieveMethod.Move });
            await Task.WhenAny(enough.Task, retrieving).WaitAsync(TimeSpan.FromMinutes(1));
            await host.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => retrieving);

            await host.RestartAsync();

            var found = await host.InstancesAsync(study[0].StudyInstanceUid);
            lock (acknowledged)
            {
                Assert.InRange(acknowledged.Count, 20, study.Count - 1);
                Assert.Empty(acknowledged.Select(each => each.SopInstanceUid).Except(found.Keys));
            }

            Assert.Empty(host.IncomingFiles());
            var exported = await host.ExportAsync(folder.Folder("export" + round), study[0].StudyInstanceUid);
            Assert.All(found.Keys, uid => Part10.AssertSame(study.First(each => each.SopInstanceUid == uid).DataSet(), Part10.DataSet(exported[uid]), uid));

            void Acknowledge(TestInstance instance)
            {
                lock (acknowledged)
                {
                    acknowledged.Add(instance);
                    if (acknowledged.Count == 20 + (30 * round)) enough.SetResult();
                }
            }
        }
    }

    private static async IAsyncEnumerable<CMoveResponse> MoveAsync(
        int port, CMoveRequest request, IReadOnlyList<TestInstance> instances, Action<TestInstance> stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var association = await OwnScu.ConnectAsync(port, request.MoveDestination, OwnScp.AETitle);
        foreach (var instance in instances)
        {
            var store = new CStoreRequest
            {
                AffectedSopClassUid = new DicomUid(TestInstance.SopClassUid),
                AffectedSopInstanceUid = new DicomUid(instance.SopInstanceUid),
                MoveOriginatorAETitle = HostProcess.AETitle,
                MoveOriginatorMessageId = request.MessageId,
            };
            try
            {
                var response = await association.CStoreAsync(store, context: null, new MemoryStream(instance.DataSet()), cancellationToken);
                Assert.True(response.Status.IsSuccess, response.Status.ToString());
            }
            catch (Exception e) when (e is DicomNetworkException or OperationCanceledException)
            {
                yield break;
            }

            stored(instance);
        }

        yield return new CMoveResponse(DimseStatus.Success) { Completed = (ushort)instances.Count, Failed = 0, Warning = 0 };
    }

    private static async Task SendUntilTheEndAsync(int port, Action<TestInstance> sending, Action<string> stored)
    {
        try
        {
            await using var association = await OwnScu.ConnectAsync(port, HostProcess.AETitle, "CAMERA1");
            while (true)
            {
                foreach (var instance in TestInstance.Study(5, 12_000))
                {
                    sending(instance);
                    var response = await OwnScu.StoreAsync(association, instance);
                    Assert.True(response.Status.IsSuccess, response.Status.ToString());
                    stored(instance.SopInstanceUid);
                }
            }
        }
        catch (DicomNetworkException)
        {
            // The host was killed: what was not acknowledged until now is nobody's loss.
        }
    }
}
