using OptosAdvance.Dicom.Contracts;
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
