using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Several instances are under way at once where the peer grants a window (PS3.7 D.3.3.3), and never more than it grants.</summary>
public sealed class WindowTests
{
    /// <summary>What the host proposes, and never exceeds.</summary>
    private const int Proposed = 16;

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(16, 16)]
    [InlineData(0, 16)]
    [InlineData(40, 16)]
    public async Task As_many_are_outstanding_as_the_peer_grants_and_no_more(int? granted, int expected)
    {
        using var folder = new TemporaryFolder();
        await using var peer = new WindowedPeer { Grants = (ushort?)granted };
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportAsync(host, folder, expected == 1 ? 4 : 20);
        await host.AddArchiveAsync("WINDOWED", WindowedPeer.AETitle, peer.Port);

        var job = await host.SendAsync(study[0].StudyInstanceUid, "WINDOWED");

        Assert.Equal((JobState.Succeeded, study.Count, 1), (job.State, job.Done, job.Attempts));
        Assert.Equal((ushort)Proposed, peer.Proposed!.Value);
        Assert.Equal(expected, peer.MostOutstanding);
        Assert.Equal(study.Select(i => i.SopInstanceUid).Order(), Assert.Single(peer.Received).Order());
    }

    [Fact]
    public async Task Answers_in_any_order_and_in_bursts_belong_to_the_instances_that_they_name()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20260314);
        var statuses = new Dictionary<string, ushort>();
        await using var peer = new WindowedPeer
        {
            Grants = 7,

            // Some of what is outstanding, never in the order in which it came.
            Answers = outstanding => [.. outstanding.OrderBy(_ => random.Next()).Take(random.Next(1, outstanding.Count + 1))],
            StatusOf = uid => statuses[uid],
        };
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportAsync(host, folder, 40);
        for (var i = 0; i < study.Count; i++)
        {
            statuses[study[i].SopInstanceUid] = (i % 4) switch { 0 => 0x0000, 1 => 0xB000, 2 => 0xC123, _ => 0xB007 };
        }

        await host.AddArchiveAsync("WINDOWED", WindowedPeer.AETitle, peer.Port);

        var job = await host.SendAsync(study[0].StudyInstanceUid, "WINDOWED");

        Assert.Equal((JobState.PartlyFailed, 30, 10, 1), (job.State, job.Done, job.Failed, job.Attempts));
        Assert.Equal(7, peer.MostOutstanding);
        Assert.All(
            await host.ItemsAsync(job.Id),
            item => Assert.Equal(statuses[item.SopInstanceUid].ToString("X4", System.Globalization.CultureInfo.InvariantCulture), item.Status));
    }

    [Fact]
    public async Task A_peer_that_dies_in_the_middle_gets_exactly_what_it_has_not_confirmed()
    {
        using var folder = new TemporaryFolder();
        await using var peer = new WindowedPeer { Grants = 6, Answers = outstanding => outstanding.Reverse(), DiesAfter = [4, 9, 1] };
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportAsync(host, folder, 30);
        await host.AddArchiveAsync("WINDOWED", WindowedPeer.AETitle, peer.Port);

        var job = await host.SendAsync(study[0].StudyInstanceUid, "WINDOWED");

        Assert.Equal((JobState.Succeeded, 30, 4), (job.State, job.Done, job.Attempts));
        Assert.Equal([4, 9, 1, 16], peer.Confirmed.Select(c => c.Count));
        Assert.Equal(study.Select(i => i.SopInstanceUid).Order(), peer.Confirmed.SelectMany(c => c).Order());

        // What was outstanding when it died comes again first, in the order of the job; what was confirmed does not come again.
        for (var again = 1; again < peer.Received.Count; again++)
        {
            Assert.Empty(peer.Received[again].Intersect(peer.Confirmed.Take(again).SelectMany(c => c)));
            var lost = peer.Received[again - 1].Except(peer.Confirmed[again - 1]).ToList();
            Assert.NotEmpty(lost);
            Assert.Equal(lost.Order(), peer.Received[again].Take(lost.Count).Order());
        }
    }

    private static async Task<IReadOnlyList<TestInstance>> ImportAsync(HostProcess host, TemporaryFolder folder, int count)
    {
        var study = TestInstance.Study(count, 30_000);
        foreach (var instance in study) instance.Write(folder.Folder("files"));
        await host.ImportAsync(folder.Folder("files"));
        return study;
    }
}
