using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A server that breaks off in every stage of a conversation gets everything in the end, and nothing is called sent that is not there.</summary>
public sealed class FaultySendingTests
{
    [Fact]
    public async Task A_server_that_dies_in_every_stage_has_everything_in_the_end()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var study = TestInstance.Study(8, 60_000);
        foreach (var instance in study) instance.Write(folder.Folder("files"));
        await host.ImportAsync(folder.Folder("files"));
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"));
        await using (server)
        {
            await using var proxy = new FaultyProxy(
                port, FaultyProxy.Stage.BeforeAccept, FaultyProxy.Stage.MiddleOfPdu, FaultyProxy.Stage.BeforeLastResponse, FaultyProxy.Stage.DuringRelease);
            await host.AddArchiveAsync("FAULTY", "STORESCP", proxy.Port);

            var job = await host.Control.SendStudyAsync(
                new SendRequest { StudyInstanceUid = study[0].StudyInstanceUid, Destination = "FAULTY" }, CancellationToken.None);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await foreach (var now in host.Control.WatchJobAsync(job.Id, limit.Token))
            {
                job = now;
                Assert.True(now.Done <= proxy.Responses, $"{now.Done} instances are called sent, and {proxy.Responses} were confirmed.");
            }

            // Before the accept, in the middle of a PDU, before the last response, and the one that went through but for its release.
            Assert.Equal((JobState.Succeeded, 8, 4), (job.State, job.Done, job.Attempts));
            Assert.Equal(8, proxy.Responses);
            Assert.Equal(0, proxy.Left);
        }

        var received = Directory.GetFiles(folder.Folder("received")).Select(f => Part10.DataSet(f).ToArray()).ToList();
        Assert.All(study, instance => Assert.Contains(received, r => r.AsSpan().SequenceEqual(instance.DataSet())));
    }
}
