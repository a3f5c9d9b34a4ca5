using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The host reads the worklist of DCMTK's provider.</summary>
public sealed class WorklistTests
{
    [Fact]
    public async Task Finds_what_is_scheduled_by_station_date_modality_and_patient()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var ris = await StartAsync(folder, host);

        var all = await FindAsync(host, new WorklistQuery());
        Assert.Equal(["A1", "A2", "A3"], all.Select(item => item.AccessionNumber).Order());
        foreach (var (query, expected) in new (WorklistQuery, string[])[]
        {
            (new WorklistQuery { StationAETitle = "OCT2" }, ["A2"]),
            (new WorklistQuery { Modality = "OP" }, ["A1", "A3"]),
            (new WorklistQuery { DateFrom = new DateTime(2026, 3, 14), DateTo = new DateTime(2026, 3, 14) }, ["A1", "A2"]),
            (new WorklistQuery { DateFrom = new DateTime(2026, 3, 15) }, ["A3"]),
            (new WorklistQuery { PatientName = "Smi*" }, ["A1"]),
            (new WorklistQuery { PatientId = "P3" }, ["A3"]),
            (new WorklistQuery { AccessionNumber = "A2" }, ["A2"]),
            (new WorklistQuery { Time = "0900-1000", DateFrom = new DateTime(2026, 3, 14), DateTo = new DateTime(2026, 3, 14) }, ["A1"]),
            (new WorklistQuery { Remote = new RemoteQuery { Keys = [new QueryKey { Attribute = "ScheduledProcedureStepSequence.Modality", Value = "OPT" }] } }, ["A2"]),
        })
        {
            Assert.Equal(expected, (await FindAsync(host, query)).Select(item => item.AccessionNumber).Order());
        }

        var item = Assert.Single(await FindAsync(host, new WorklistQuery { PatientId = "P1" }));
        Assert.Equal(("RIS", "Smith^Anna", "P1", "F"), (item.AE, item.PatientName, item.PatientId, item.PatientSex));
        Assert.Equal(new DateTime(2026, 3, 14, 9, 30, 0), item.ScheduledAt);
        Assert.Equal(("OP", "FUNDUS1", "Fundus both eyes", "Photographs"), (item.Modality, item.StationAETitle, item.Step, item.RequestedProcedure));
        Assert.Equal(new DateTime(1960, 1, 1), item.PatientBirthDate);
        Assert.Equal("OP", item.DataSet!["ScheduledProcedureStepSequence.Modality"]);
        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", Assert.Single(await FindAsync(host, new WorklistQuery { PatientId = "P2" })).PatientName);
        Assert.Contains(await host.ActivityAsync(), row => row.Kind == ActivityKind.Query && row.Message.Contains("worklist items", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_so_when_the_server_has_no_worklist()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var (server, port) = await Dcmtk.StartQrScpAsync(folder);
        await using (server)
        {
            await host.AddAsync("RIS", "QRSCP", port, RemoteServices.ModalityWorklist);
            var refused = await Assert.ThrowsAsync<ControlException>(() => FindAsync(host, new WorklistQuery()));
            Assert.Equal(ErrorIds.RemoteAEFailed, refused.Error.Id);
            Assert.Contains("worklists", refused.Message, StringComparison.Ordinal);
        }
    }

    private static Task<List<WorklistItem>> FindAsync(HostProcess host, WorklistQuery query) =>
        QueryPeer.ResultsAsync(host.Control.FindWorklistItemsAsync(query with { Remote = query.Remote with { AE = "RIS" } }, CancellationToken.None));

    private static async Task<PeerProcess> StartAsync(TemporaryFolder folder, HostProcess host)
    {
        var program = Tool.Require("wlmscpfs", "dcmtk");
        await File.WriteAllTextAsync(folder["worklist", "RIS", "lockfile"], "");
        await WriteAsync(folder, "A1", "P1", "ISO_IR 192", "Smith^Anna", "OP", "FUNDUS1", "20260314", "093000");
        await WriteAsync(folder, "A2", "P2", "ISO_IR 192", "Yamada^Tarou=山田^太郎=やまだ^たろう", "OPT", "OCT2", "20260314", "110000");
        await WriteAsync(folder, "A3", "P3", "ISO_IR 192", "Jones^Bob", "OP", "FUNDUS1", "20260316", "083000");
        var port = FreePort.Next();
        var process = PeerProcess.Start(program, ["-v", "-csk", "-dfp", folder["worklist"], port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForPortAsync(port);
        await host.AddAsync("RIS", "RIS", port, RemoteServices.ModalityWorklist);
        return process;
    }

    private static async Task WriteAsync(
        TemporaryFolder folder, string accession, string patientId, string characterSet, string name, string modality, string station, string date, string time)
    {
        var dump = folder[accession + ".dump"];
        await File.WriteAllTextAsync(
            dump,
            $"""
             (0008,0005) CS [{characterSet}]
             (0008,0050) SH [{accession}]
             (0008,0090) PN [House^Greg]
             (0010,0010) PN [{name}]
             (0010,0020) LO [{patientId}]
             (0010,0030) DA [19600101]
             (0010,0040) CS [F]
             (0020,000d) UI [1.2.826.0.1.{accession[1..]}]
             (0032,1032) PN [Wilson^James]
             (0032,1060) LO [Photographs]
             (0040,1001) SH [RP{accession}]
             (0040,1003) SH [MEDIUM]
             (0040,0100) SQ
             (fffe,e000) -
             (0008,0060) CS [{modality}]
             (0040,0001) AE [{station}]
             (0040,0002) DA [{date}]
             (0040,0003) TM [{time}]
             (0040,0006) PN [Cameron^Allison]
             (0040,0007) LO [Fundus both eyes]
             (0040,0009) SH [SP{accession}]
             (0040,0010) SH [ROOM]
             (0040,0011) SH [Floor 2]
             (fffe,e00d) -
             (fffe,e0dd) -

             """);
        (await PeerProcess.RunAsync(Tool.Require("dump2dcm", "dcmtk"), ["-g", dump, folder["worklist", "RIS", accession + ".wl"]])).AssertSucceeded();
    }
}
