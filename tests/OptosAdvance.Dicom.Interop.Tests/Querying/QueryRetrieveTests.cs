using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The host queries other people's archives, and brings studies from them.</summary>
public sealed class QueryRetrieveTests
{
    private static readonly StudyQuery Everything = new();

    [Theory]
    [InlineData("dcmqrscp")]
    [InlineData("Orthanc")]
    public async Task Finds_studies_series_and_instances(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync(kind, folder, host);
        var photos = PeerInstance.Some(3, "P1001", "Smith^Anna");
        var scan = PeerInstance.Some(1, "P1001", "Smith^Anna", photos[0].Study)[0] with { Modality = "OPT", SeriesNumber = 2 };
        var other = PeerInstance.Some(1, "P1002", "Jones^Bob")[0] with { Accession = "B2", Date = "20230601" };
        await archive.FillAsync([.. photos, scan, other]);

        Assert.Equal([photos[0].Study, other.Study], (await host.FindStudiesAsync("PEER", Everything)).Select(s => s.StudyInstanceUid).Order(Comparer<string>.Create((a, b) => a == photos[0].Study ? -1 : 1)));
        foreach (var query in new[]
        {
            new StudyQuery { PatientName = "Smi*" }, new StudyQuery { PatientId = "P1001" }, new StudyQuery { AccessionNumber = "A1" },
            new StudyQuery { StudyDateFrom = new DateTime(2024, 1, 1) }, new StudyQuery { StudyDateFrom = new DateTime(2024, 1, 15), StudyDateTo = new DateTime(2024, 1, 15) },
            new StudyQuery { StudyInstanceUid = [photos[0].Study, "1.2.3"] },
        })
        {
            var study = Assert.Single(await host.FindStudiesAsync("PEER", query));
            Assert.Equal(("PEER", photos[0].Study, "P1001", "Smith^Anna", "A1"), (study.AE, study.StudyInstanceUid, study.PatientId, study.PatientName, study.AccessionNumber));
            Assert.Equal(new DateTime(2024, 1, 15, 10, 15, 0), study.StudyDate);
            Assert.Equal("P1001", study.DataSet!["0010,0020"]);
        }

        Assert.Equal(2, (await host.FindStudiesAsync("PEER", new StudyQuery { StudyInstanceUid = [photos[0].Study, other.Study] })).Count);
        Assert.Equal("House^Greg", Assert.Single(await host.FindStudiesAsync(
            "PEER", Everything, new RemoteQuery { Keys = [new QueryKey { Attribute = "PatientID", Value = "P1002" }, new QueryKey { Attribute = "0008,0090" }] })).DataSet!["ReferringPhysicianName"]);

        var series = await QueryPeer.ResultsAsync(host.Control.FindSeriesAsync(
            new SeriesQuery { Remote = new RemoteQuery { AE = "PEER" }, StudyInstanceUid = [photos[0].Study] }, CancellationToken.None));
        Assert.Equal([("OP", photos[0].Series), ("OPT", scan.Series)], series.OrderBy(s => s.SeriesNumber).Select(s => (s.Modality, s.SeriesInstanceUid)));
        Assert.Equal([scan.Series], (await QueryPeer.ResultsAsync(host.Control.FindSeriesAsync(
            new SeriesQuery { Remote = new RemoteQuery { AE = "PEER" }, StudyInstanceUid = [photos[0].Study], Modality = ["OPT"] }, CancellationToken.None))).Select(s => s.SeriesInstanceUid));
        var instances = await QueryPeer.ResultsAsync(host.Control.FindInstancesAsync(
            new InstanceQuery { Remote = new RemoteQuery { AE = "PEER" }, StudyInstanceUid = [photos[0].Study] }, CancellationToken.None));
        Assert.Equal(photos.Append(scan).Select(i => i.Instance).Order(), instances.Select(i => i.SopInstanceUid).Order());
    }

    [Fact]
    public async Task Finds_in_patient_root()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync("dcmqrscp", folder, host);
        var photos = PeerInstance.Some(2, "P1001", "Smith^Anna");
        await archive.FillAsync([.. photos, .. PeerInstance.Some(1, "P1002", "Jones^Bob")]);

        var patientRoot = new RemoteQuery { Root = QueryRoot.Patient };
        Assert.Equal(2, (await host.FindStudiesAsync("PEER", Everything, patientRoot)).Count);
        var study = Assert.Single(await host.FindStudiesAsync("PEER", new StudyQuery { PatientName = "Smith*" }, patientRoot));
        Assert.Equal(("Smith^Anna", photos[0].Study), (study.PatientName, study.StudyInstanceUid));
        var instances = await QueryPeer.ResultsAsync(host.Control.FindInstancesAsync(
            new InstanceQuery { Remote = patientRoot with { AE = "PEER" }, PatientId = "P1001", StudyInstanceUid = [photos[0].Study] }, CancellationToken.None));
        Assert.Equal(2, instances.Count);
        var result = await host.RetrieveAsync(new RetrieveRequest
        {
            AE = "PEER",
            StudyInstanceUid = photos[0].Study,
            PatientId = "P1001",
            Root = QueryRoot.Patient,
            Method = RetrieveMethod.Get,
        });
        Assert.True(result.Success, result.Message);
        Assert.Equal(2, (await host.InstancesAsync(photos[0].Study)).Count);
    }

    [Theory]
    [InlineData("dcmqrscp")]
    [InlineData("Orthanc")]
    public async Task Names_in_Japanese_and_Greek_come_out_right_both_ways(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync(kind, folder, host);
        var japanese = PeerInstance.Some(1, "J1", "Yamada^Tarou=山田^太郎=やまだ^たろう", characterSet: @"\ISO 2022 IR 87")[0];
        var greek = PeerInstance.Some(1, "G1", "Διονυσιος", characterSet: "ISO_IR 126")[0];
        await archive.FillAsync([japanese, greek, .. PeerInstance.Some(1, "P1", "Smith^Anna")]);

        var names = (await host.FindStudiesAsync("PEER", Everything)).ToDictionary(s => s.PatientId, s => s.PatientName);
        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", names["J1"]);
        Assert.Equal("Διονυσιος", names["G1"]);
        foreach (var name in new[] { "山田*", "山田^太郎", "やまだ*", "Yamada*" })
            Assert.Equal("J1", Assert.Single(await host.FindStudiesAsync("PEER", new StudyQuery { PatientName = name })).PatientId);
        foreach (var name in new[] { "Διον*", "Διονυσιος" })
            Assert.Equal("G1", Assert.Single(await host.FindStudiesAsync("PEER", new StudyQuery { PatientName = name })).PatientId);
    }

    [Theory]
    [InlineData("dcmqrscp", RetrieveMethod.Get)]
    [InlineData("dcmqrscp", RetrieveMethod.Move)]
    [InlineData("Orthanc", RetrieveMethod.Get)]
    [InlineData("Orthanc", RetrieveMethod.Move)]
    public async Task Brings_studies_series_and_instances(string kind, RetrieveMethod method)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, kind == "Orthanc" ? Orthanc.AETitle : "QRSCP");
        await using var archive = await Archive.StartAsync(kind, folder, host);
        var photos = PeerInstance.Some(4, "P1001", "Smith^Anna");
        var scan = PeerInstance.Some(2, "P1001", "Smith^Anna", photos[0].Study);
        await archive.FillAsync([.. photos, .. scan]);
        var request = new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = method };

        var one = await host.RetrieveAsync(request with { SeriesInstanceUid = [photos[0].Series], SopInstanceUid = [photos[1].Instance] });
        Assert.True(one.Success, one.Message);
        Assert.Equal([photos[1].Instance], (await host.InstancesAsync(photos[0].Study)).Keys);
        var series = await host.RetrieveAsync(request with { SeriesInstanceUid = [scan[0].Series] });
        Assert.Equal((true, 2, 0), (series.Success, series.Completed, series.Failed));
        Assert.Equal(3, (await host.InstancesAsync(photos[0].Study)).Count);
        var all = await host.RetrieveAsync(request);
        Assert.Equal((true, 6, 0, method), (all.Success, all.Completed, all.Failed, all.Method));
        var held = await host.InstancesAsync(photos[0].Study);
        Assert.Equal(photos.Concat(scan).Select(i => i.Instance).Order(), held.Keys.Order());
        Assert.All(held.Values, instance => Assert.Equal(archive.Title, instance.Source));

        var rows = await host.ActivityAsync(new ActivityQuery { StudyInstanceUid = photos[0].Study });
        Assert.Equal(3, rows.Count(row => row.Kind == ActivityKind.Retrieve && row.Outcome == ActivityOutcome.Success));
        Assert.Equal(9, rows.Where(row => row.Kind == ActivityKind.Receive).Sum(row => row.Instances));
    }

    /// <summary>The peer says which modality a series is, which mostly tells what it is made of; and is asked for more where that was not so.</summary>
    [Theory]
    [InlineData("dcmqrscp")]
    [InlineData("Orthanc")]
    public async Task Brings_what_is_not_usual_for_its_modality(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync(kind, folder, host);
        var photos = PeerInstance.Some(4, "P1001", "Smith^Anna");
        // CT images, where photographs are expected.
        photos = [.. photos.Select((photo, i) => i % 2 == 1 ? photo with { SopClass = "1.2.840.10008.5.1.4.1.1.2" } : photo)];
        var strange = PeerInstance.Some(2, "P1001", "Smith^Anna", photos[0].Study).Select(instance => instance with { Modality = "ZZ", SopClass = "1.2.840.10008.5.1.4.1.1.4" }).ToList();
        await archive.FillAsync(photos);
        var request = new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Get };

        var result = await host.RetrieveAsync(request);
        Assert.Equal((true, 4, 0), (result.Success, result.Completed, result.Failed));
        Assert.Equal(photos.Select(i => i.Instance).Order(), (await host.InstancesAsync(photos[0].Study)).Keys.Order());
        Assert.Equal(2, (await host.ActivityAsync()).Count(row => row.Kind == ActivityKind.Query));

        await archive.FillAsync(strange);
        result = await host.RetrieveAsync(request with { SeriesInstanceUid = [strange[0].Series] });
        Assert.Equal((true, 2, 0), (result.Success, result.Completed, result.Failed));
        Assert.Equal(6, (await host.InstancesAsync(photos[0].Study)).Count);
        Assert.Equal(3, (await host.ActivityAsync()).Count(row => row.Kind == ActivityKind.Query));
    }

    /// <summary>As one that gives up over an instance for which it finds no context.</summary>
    [Fact]
    public async Task Asks_once_more_for_what_has_not_come_when_the_peer_hangs_up()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync("dcmqrscp", folder, host);
        await using var proxy = new FaultyProxy(archive.Port, FaultyProxy.Stage.None, FaultyProxy.Stage.BeforeLastResponse) { ResponsesBefore = 4 };
        var photos = PeerInstance.Some(5, "P1001", "Smith^Anna");
        await archive.FillAsync(photos);
        await host.AddAsync("PEER", archive.Title, proxy.Port);

        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Get });

        Assert.True(result.Success, result.Message);
        Assert.Equal((5, 0), (result.Completed, result.Failed));
        Assert.Equal(0, proxy.Left);
        Assert.Equal(photos.Select(i => i.Instance).Order(), (await host.InstancesAsync(photos[0].Study)).Keys.Order());
        var rows = await host.ActivityAsync(new ActivityQuery { StudyInstanceUid = photos[0].Study });
        Assert.Equal(5, rows.Where(row => row.Kind == ActivityKind.Receive).Sum(row => row.Instances));
        Assert.Single(rows, row => row is { Kind: ActivityKind.Retrieve, Outcome: ActivityOutcome.Success });
    }

    [Fact]
    public async Task Names_what_was_answered_and_could_not_be_kept_after_all()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync("dcmqrscp", folder, host);
        var photos = PeerInstance.Some(3, "P1001", "Smith^Anna");
        await archive.FillAsync(photos);

        // Each is accepted, and its place turns out to be taken when it is committed.
        await File.WriteAllTextAsync(Path.Combine(host.RepositoryPath, "studies", photos[0].Study), "in the way");
        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Get });

        Assert.Equal((false, 0, 3), (result.Success, result.Completed, result.Failed));
        Assert.Equal(photos.Select(i => i.Instance).Order(), result.FailedSopInstanceUid.Order());
        Assert.Empty(await host.FindAsync(photos[0].Study));
        Assert.Empty(host.IncomingFiles());
        Assert.Contains(await host.ActivityAsync(new ActivityQuery { StudyInstanceUid = photos[0].Study }), row => row is { Kind: ActivityKind.Retrieve, Outcome: not ActivityOutcome.Success });
    }

    [Theory]
    [InlineData("dcmqrscp")]
    [InlineData("Orthanc")]
    public async Task Compressed_and_native_instances_of_one_study_come_as_they_are_stored(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync(kind, folder, host, "+xy");
        var native = PeerInstance.Some(2, "P1001", "Smith^Anna");
        var compressed = PeerInstance.Some(2, "P1001", "Smith^Anna", native[0].Study);
        await archive.FillAsync(native);
        foreach (var file in await PeerInstance.WriteAsync(folder.Folder("raw"), compressed))
        {
            var jpeg = folder["jpeg", Path.GetFileName(file)];
            (await PeerProcess.RunAsync(Tool.Require("dcmcjpeg", "dcmtk"), ["+eb", "+un", file, jpeg])).AssertSucceeded();
            (await Dcmtk.StoreScuAsync(archive.Port, archive.Title, HostProcess.AETitle, "-xy", jpeg)).AssertSucceeded();
        }

        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = native[0].Study, Method = RetrieveMethod.Get });

        Assert.True(result.Success, result.Message);
        var held = await host.InstancesAsync(native[0].Study);
        Assert.All(native, instance => Assert.Equal("1.2.840.10008.1.2.1", held[instance.Instance].TransferSyntaxUid));
        Assert.All(compressed, instance => Assert.Equal("1.2.840.10008.1.2.4.50", held[instance.Instance].TransferSyntaxUid));
    }

    [Fact]
    public async Task Says_what_to_tell_the_administrator_of_a_peer_that_does_not_know_us_as_a_destination()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var (server, port) = await Dcmtk.StartQrScpAsync(folder);
        await using var archive = new Archive(server, null, "QRSCP", port, folder);
        await host.AddAsync("PEER", "QRSCP", port);
        var photos = PeerInstance.Some(1, "P1001", "Smith^Anna");
        await archive.FillAsync(photos);

        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Move });

        Assert.False(result.Success);
        Assert.Contains("A801H", result.Message, StringComparison.Ordinal);
        Assert.Contains(host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), result.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(HostProcess.AETitle, result.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_our_own_listener_refused_what_the_peer_moved()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync("dcmqrscp", folder, host);
        var photos = PeerInstance.Some(2, "P1001", "Smith^Anna");
        await archive.FillAsync(photos);

        // It calls us from another address than the one that it is configured with.
        await host.ChangeAsync(new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(l => l.CallerPolicy, CallerPolicy.KnownHost),
            RemoteAEs = [new RemoteAEChange { Name = "PEER", Kind = RemoteAEChangeKind.Update, Properties = new Partial<RemoteAE>().With(a => a.HostName, "127.0.0.2") }],
        });
        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Move });

        Assert.False(result.Success);
        Assert.Contains("refused 'QRSCP' from 127.0.0.1", result.Message, StringComparison.Ordinal);
        Assert.Contains("Get-OptosRefusedCaller", result.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_nothing_came_of_what_the_peer_moved()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var elsewhere = FreePort.Next();
        await using var other = PeerProcess.Start(
            Tool.Require("storescp", "dcmtk"), ["--ignore", elsewhere.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await other.WaitForPortAsync(elsewhere);
        var (server, port) = await Dcmtk.StartQrScpAsync(folder, (HostProcess.AETitle, elsewhere));
        await using var archive = new Archive(server, null, "QRSCP", port, folder);
        await host.AddAsync("PEER", "QRSCP", port);
        var photos = PeerInstance.Some(2, "P1001", "Smith^Anna");
        await archive.FillAsync(photos);

        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "PEER", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Move });

        Assert.False(result.Success);
        Assert.Contains("none of them came here", result.Message, StringComparison.Ordinal);
        Assert.Contains("another machine", result.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_cannot_be_asked_with_an_error_that_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await host.AddAsync("STORE", "STORE", FreePort.Next(), RemoteServices.Storage);
        await host.AddAsync("GONE", "GONE", FreePort.Next());

        await AssertAsync(ErrorIds.NotFound, () => host.FindStudiesAsync("NOBODY", Everything));
        await AssertAsync(ErrorIds.InvalidArgument, () => host.FindStudiesAsync("STORE", Everything));
        await AssertAsync(ErrorIds.RemoteAEFailed, () => host.FindStudiesAsync("GONE", Everything));
        await AssertAsync(ErrorIds.InvalidArgument, () => host.FindStudiesAsync("GONE", new StudyQuery { IsProtected = true }));
        await AssertAsync(ErrorIds.InvalidArgument, () => host.RetrieveAsync(new RetrieveRequest { AE = "GONE", StudyInstanceUid = "not a UID" }));
        await AssertAsync(ErrorIds.RemoteAEFailed, () => host.RetrieveAsync(new RetrieveRequest { AE = "GONE", StudyInstanceUid = "1.2" }));

        static async Task AssertAsync(string id, Func<Task> what)
        {
            var refused = await Assert.ThrowsAsync<ControlException>(what);
            Assert.Equal(id, refused.Error.Id);
            Assert.False(string.IsNullOrEmpty(refused.Error.RecommendedAction));
        }
    }
}
