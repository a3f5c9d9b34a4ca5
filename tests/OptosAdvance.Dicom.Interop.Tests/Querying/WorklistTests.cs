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
        await using var ris = await WorklistServer.StartAsync(folder, host);

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
}
