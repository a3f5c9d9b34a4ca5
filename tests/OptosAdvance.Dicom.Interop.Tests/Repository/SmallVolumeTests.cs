using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The life of a repository on a real volume that fills up: a real host, real senders, a real mail server, and no file system that is made up.</summary>
public sealed class SmallVolumeTests
{
    private const long Megabyte = 1 << 20;

    /// <summary>How DCMTK calls A700H.</summary>
    private const string OutOfResources = "Refused: OutOfResources";

    [Fact]
    public async Task Purges_at_the_low_mark_suspends_at_the_critical_one_and_resumes_with_a_mail_for_each()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var mail = await MailServer.StartAsync();
        await using var volume = await SmallVolume.MountAsync(folder, 96);
        await using var host = await HostProcess.StartAsync(folder);
        await SetUpAsync(host, volume, mail.Port);

        // Filled to just above the low mark nothing goes; one study more, and the oldest go until the high mark.
        var studies = new List<TestInstance>();
        while (volume.Free > 24 * Megabyte) studies.Add(await StoreAsync(host, folder));
        Assert.Equal(studies.Count, await CountAsync(host));
        // The purge may be over before the sender is: it is seen by what is gone, not by the space that was short for a moment.
        while (volume.Free >= 20 * Megabyte && await CountAsync(host) == studies.Count)
        {
            Assert.True(studies.Count < 30, "More was stored than the volume holds, and nothing was purged.");
            studies.Add(await StoreAsync(host, folder));
        }

        await Eventually.IsTrueAsync(() => volume.Free >= 30 * Megabyte, "purge to the high mark");
        var kept = (await host.FindAsync([.. studies.Select(study => study.StudyInstanceUid)])).Select(study => study.StudyInstanceUid).ToHashSet();
        var gone = studies.Count - kept.Count;
        Assert.InRange(gone, 1, studies.Count - 1);
        Assert.Equal(studies.Skip(gone).Select(study => study.StudyInstanceUid).Order(), kept.Order());
        Assert.True(volume.Free < 36 * Megabyte, "No further than the high mark.");
        Assert.Equal(ServiceState.Running, (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).State);

        // Nothing that is left may go, and somebody else uses the volume up.
        foreach (var study in kept) await host.Control.SetStudyProtectionAsync(study, true, CancellationToken.None);
        var filler = volume.Fill(8 * Megabyte);
        await Eventually.IsTrueAsync(async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).State == ServiceState.Suspended, "suspend");
        var refused = await SendAsync(host, folder);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.True(refused.Output.Contains(OutOfResources, StringComparison.Ordinal), refused.Output + host.Process.Output);
        Assert.Equal(0, (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA")).ExitCode);
        Assert.Equal(kept.Count, await CountAsync(host));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(volume.Path, "repository", "incoming")));
        var status = await host.Control.GetRepositoryStatusAsync(CancellationToken.None);
        Assert.Equal(PurgeState.NothingEligible, status.Purge.State);
        Assert.Contains("critical watermark", status.StateReason, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(() => mail.Mails.Count == 1, "send one mail");
        Assert.Contains("storing of images is suspended", mail.Mails[0], StringComparison.Ordinal);
        Assert.Contains(Path.Combine(volume.Path, "repository"), mail.Mails[0], StringComparison.Ordinal);
        Assert.StartsWith("MAIL it@clinic.example", mail.Mails[0], StringComparison.Ordinal);
        Assert.DoesNotContain(studies[0].PatientId, mail.Mails[0], StringComparison.Ordinal);

        // A restart, however sudden, neither stores again nor sends another mail.
        var since = status.StateSince;
        await host.KillAsync();
        await host.RestartAsync();
        status = await host.Control.GetRepositoryStatusAsync(CancellationToken.None);
        Assert.Equal((ServiceState.Suspended, since), (status.State, status.StateSince));
        Assert.Contains(OutOfResources, (await SendAsync(host, folder)).Output, StringComparison.Ordinal);

        // Space comes back, and so does storing, by itself.
        File.Delete(filler);
        await Eventually.IsTrueAsync(async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).State == ServiceState.Running, "resume");
        Assert.Equal(0, (await SendAsync(host, folder)).ExitCode);
        await Eventually.IsTrueAsync(() => mail.Mails.Count == 2, "send the second mail");
        Assert.Contains("has resumed", mail.Mails[1], StringComparison.Ordinal);
        var rows = await host.ActivityAsync();
        Assert.Equal(gone, rows.Count(row => row is { Kind: ActivityKind.Purge, StudyInstanceUid: not null }));
        Assert.Single(rows, row => row.Message.StartsWith("Storage suspended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_volume_that_is_full_in_the_middle_of_a_write_is_A700H_and_leaves_nothing()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var volume = await SmallVolume.MountAsync(folder, 32);
        await using var host = await HostProcess.StartAsync(folder);
        await SetUpAsync(host, volume, mailPort: null, critical: "0B", low: "2MB", high: "4MB");
        await StoreAsync(host, folder);

        // What was free when it was last looked at is taken by another program before the next look.
        await host.ChangeAsync(new ConfigurationChange { Repository = new Partial<RepositorySettings>().With(s => s.CheckIntervalSeconds, 3600) });
        await Eventually.IsTrueAsync(async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).CheckedAt is not null, "check");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var filler = volume.Fill(0);
        var refused = await SendAsync(host, folder);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.True(refused.Output.Contains(OutOfResources, StringComparison.Ordinal), refused.Output + host.Process.Output);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(volume.Path, "repository", "incoming")));
        Assert.Single(Directory.GetFiles(Path.Combine(volume.Path, "repository", "studies"), "*", SearchOption.AllDirectories));
        Assert.Contains((await host.ActivityAsync()), row => row.Message.StartsWith("Storage suspended", StringComparison.Ordinal));
        File.Delete(filler);
        await Eventually.IsTrueAsync(async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).State == ServiceState.Running, "resume");
        Assert.Equal(0, (await SendAsync(host, folder)).ExitCode);
    }

    [Fact]
    public async Task A_mount_point_without_its_volume_is_neither_written_nor_purged()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var volume = await SmallVolume.MountAsync(folder, 32);
        await using var host = await HostProcess.StartAsync(folder);
        await SetUpAsync(host, volume, mailPort: null, critical: "1MB", low: "2MB", high: "4MB");
        var study = await StoreAsync(host, folder);
        await volume.DetachAsync();
        var early = await SendAsync(host, folder);
        Assert.NotEqual(0, early.ExitCode);
        Assert.Contains(OutOfResources, early.Output, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(
            async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).StateReason?.Contains("not mounted", StringComparison.Ordinal) == true, "say why");
        Assert.NotEqual(0, (await SendAsync(host, folder)).ExitCode);
        PurgeEvent? end = null;
        await foreach (var step in host.Control.PurgeAsync(new PurgeRequest { Force = true }, CancellationToken.None)) end = step;
        Assert.Equal((PurgeState.RepositoryMissing, 0), (end!.State, end.Purged));
        Assert.Empty(Directory.GetFileSystemEntries(volume.Path));
        Assert.Single(await host.FindAsync(study.StudyInstanceUid));

        await volume.AttachAsync();
        await Eventually.IsTrueAsync(async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).State == ServiceState.Running, "resume");
        Assert.Equal(0, (await SendAsync(host, folder)).ExitCode);
        Assert.Single(await host.InstancesAsync(study.StudyInstanceUid));
    }

    [Fact]
    public async Task A_device_that_drops_out_and_comes_back_has_all_that_was_acknowledged_and_is_used_again()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var volume = await SmallVolume.MountAsync(folder, 64);
        await using var host = await HostProcess.StartAsync(folder);
        await SetUpAsync(host, volume, mailPort: null, critical: "1MB", low: "2MB", high: "4MB");
        var studies = new List<TestInstance>();
        for (var i = 0; i < 5; i++) studies.Add(await StoreAsync(host, folder));
        volume.PullOut();
        Assert.NotEqual(0, (await SendAsync(host, folder)).ExitCode);
        await volume.DetachAsync();
        Assert.NotEqual(0, (await SendAsync(host, folder)).ExitCode);
        Assert.Equal(studies.Count, (await host.FindAsync([.. studies.Select(study => study.StudyInstanceUid)])).Count);

        await volume.PlugInAsync();
        await volume.AttachAsync();
        await Eventually.IsTrueAsync(async () => (await host.Control.GetRepositoryStatusAsync(CancellationToken.None)).State == ServiceState.Running, "resume");
        var files = await host.ExportAsync(folder.Folder("export"), [.. studies.Select(study => study.StudyInstanceUid)]);
        Assert.Equal(studies.Count, files.Count);
        foreach (var study in studies) Part10.AssertSame(study.DataSet(), Part10.DataSet(files[study.SopInstanceUid]), study.SopInstanceUid);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(volume.Path, "repository", "incoming")));
        studies.Add(await StoreAsync(host, folder));
        Assert.Equal(studies.Count, await CountAsync(host));
        await host.KillAsync();
        await host.RestartAsync();
        Assert.Equal(studies.Count, await CountAsync(host));
        foreach (var study in studies) Assert.Single(await host.InstancesAsync(study.StudyInstanceUid));
    }

    private static Task<ConfigurationChangeResult> SetUpAsync(HostProcess host, SmallVolume volume, int? mailPort, string critical = "10MB", string low = "20MB", string high = "30MB") =>
        host.ChangeAsync(new ConfigurationChange
        {
            Repository = new Partial<RepositorySettings>()
                .With(s => s.Path, Path.Combine(volume.Path, "repository"))
                .With(s => s.CriticalWatermark, DiskWatermark.Parse(critical))
                .With(s => s.LowWatermark, DiskWatermark.Parse(low))
                .With(s => s.HighWatermark, DiskWatermark.Parse(high))
                .With(s => s.CheckIntervalSeconds, 1)
                .With(s => s.CpuIdleWatermark, Percentage.Parse("0%"))
                .With(s => s.NotificationAddress, mailPort is null ? null : "it@clinic.example"),
            Notification = mailPort is null
                ? null
                : new Partial<NotificationSettings>().With(s => s.Server, "127.0.0.1").With(s => s.Port, mailPort.Value).With(s => s.From, "optos@clinic.example").With(s => s.Security, SmtpSecurity.None),
        });

    /// <summary>Stores a study of one instance of 3 MB.</summary>
    private static async Task<TestInstance> StoreAsync(HostProcess host, TemporaryFolder folder)
    {
        var instance = TestInstance.Study(1, (int)(3 * Megabyte))[0];
        var sent = await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "CAMERA", instance.Write(folder.Folder("out")));
        Assert.True(sent.ExitCode == 0, sent.Output);
        return instance;
    }

    private static Task<PeerResult> SendAsync(HostProcess host, TemporaryFolder folder) => Dcmtk.StoreScuAsync(
        host.Port, HostProcess.AETitle, "CAMERA", TestInstance.Study(1, (int)(3 * Megabyte))[0].Write(folder.Folder("out")));

    private static async Task<long> CountAsync(HostProcess host) => (await host.Control.GetHostStatusAsync(CancellationToken.None)).Studies;
}
