using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The odd and the broken files of pydicom's package reach the host over the network, byte for byte as they are.</summary>
public sealed class PydicomFilesTests
{
    [Fact]
    public async Task Every_readable_instance_is_stored_found_and_exported_byte_identical()
    {
        var files = (await PydicomFiles.RequireAsync()).Where(f => f.Readable && f.IsInstance).ToList();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var problems = new List<string>();

        // Several files are versions of one instance: each round holds at most one of them, and replaces that of the round before.
        foreach (var (round, batch) in Rounds(files).Index())
        {
            foreach (var file in batch)
            {
                var outcome = await SendAsync(host.Port, file, file.DataSet());
                if (outcome != "0000H") problems.Add($"{file.Name}: {outcome}");
            }

            string[] studies = [.. batch.Select(f => f.Study).Distinct()];
            var found = (await host.FindAsync(studies)).Select(s => s.StudyInstanceUid);
            problems.AddRange(studies.Except(found).Select(s => $"study {s} is not found"));
            var exported = await host.ExportAsync(folder.Folder("export" + round), [.. found]);
            foreach (var file in batch)
            {
                if (!exported.TryGetValue(file.SopInstance, out var path)) problems.Add($"{file.Name}: not exported");
                else if (!Part10.DataSet(path).Span.SequenceEqual(file.DataSet())) problems.Add($"{file.Name}: exported bytes differ");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.Empty(host.IncomingFiles());
    }

    [Fact]
    public async Task Storescu_stores_every_readable_file_that_it_can_send()
    {
        var files = (await PydicomFiles.RequireAsync()).Where(f => f.Readable && f.IsInstance && f.Offset > 0).ToList();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var problems = new List<string>();
        foreach (var group in files.GroupBy(f => f.TransferSyntax))
        {
            string[] options = group.Key switch
            {
                "1.2.840.10008.1.2" => ["-xi"],
                "1.2.840.10008.1.2.1" => ["-xe"],
                "1.2.840.10008.1.2.2" => ["-xb"],
                "1.2.840.10008.1.2.1.99" => ["-xd"],
                "1.2.840.10008.1.2.4.50" => ["-xy"],
                "1.2.840.10008.1.2.4.51" => ["-xx"],
                "1.2.840.10008.1.2.4.70" => ["-xs"],
                "1.2.840.10008.1.2.4.80" => ["-xt"],
                "1.2.840.10008.1.2.4.90" => ["-xv"],
                "1.2.840.10008.1.2.4.91" => ["-xw"],
                "1.2.840.10008.1.2.5" => ["-xr"],
                _ => throw new InvalidOperationException($"{group.Key} is new in the package."),
            };
            var result = await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", [.. options, "-R", "-nh", .. group.Select(f => f.Path)]);
            if (result.ExitCode != 0) problems.Add($"{group.Key}: exit code {result.ExitCode}{Environment.NewLine}{result.Output}");
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        foreach (var study in files.GroupBy(f => f.Study))
            Assert.Empty(study.Select(f => f.SopInstance).Except((await host.InstancesAsync(study.Key)).Keys));
    }

    [Fact]
    public async Task Every_malformed_or_incomplete_file_is_refused_without_a_trace_and_the_host_goes_on()
    {
        var all = await PydicomFiles.RequireAsync();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var witness = TestInstance.Study(1, 3000)[0];
        await using (var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "WITNESS"))
        {
            Assert.True((await OwnScu.StoreAsync(association, witness)).Status.IsSuccess);
            await association.ReleaseAsync();
        }

        // Broken as they come; readable but no instance of a patient's study; and readable ones cut off before their end.
        var broken = all.Where(f => !f.Readable || !f.IsInstance).Select(f => (File: f, DataSet: f.DataSet()))
            .Concat(all.Where(f => f.Readable && f.IsInstance).Select(f => (File: f, DataSet: f.DataSet()[..^BytesCutOff(f)])))
            .ToList();
        var problems = new List<string>();
        foreach (var (file, dataSet) in broken)
        {
            var outcome = await SendAsync(host.Port, file, dataSet);
            if (outcome == "0000H") problems.Add($"{file.Name}: was taken");
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        await Eventually.IsTrueAsync(() => host.IncomingFiles().Count == 0, "the incoming area is empty");
        Assert.Single(host.StoredFiles());
        await StoringTests.AssertHoldsAsync(host, folder, [witness]);
        Assert.Single(await host.FindAsync());
    }

    /// <summary>Sends a data set as it is; the status, or how the conversation ended instead.</summary>
    private static async Task<string> SendAsync(int port, PydicomFile file, byte[] dataSet)
    {
        var sopClass = file.SopClass.Length > 0 ? file.SopClass : TestInstance.SopClassUid;
        var sopInstance = file.SopInstance.Length > 0 ? file.SopInstance : TestInstance.NewUid();
        try
        {
            var context = new PresentationContext(new DicomUid(sopClass), new DicomUid(file.TransferSyntax));
            await using var association = await OwnScu.ConnectAsync(port, HostProcess.AETitle, "CAMERA1", context);
            if (!association.NegotiatedContexts[0].IsAccepted) return association.NegotiatedContexts[0].Result.ToString();
            var response = await OwnScu.StoreAsync(association, sopClass, sopInstance, new MemoryStream(dataSet));
            await association.ReleaseAsync();
            return $"{response.Status.Code:X4}H";
        }
        catch (AssociationAbortedException e)
        {
            return e.Message;
        }
    }

    /// <summary>The deflated file has eight bytes behind the end of its deflated stream, which nobody misses.</summary>
    private static int BytesCutOff(PydicomFile file) => file.TransferSyntax == DicomUid.DeflatedExplicitVRLittleEndian.Value ? 9 : 1;

    private static IEnumerable<List<PydicomFile>> Rounds(List<PydicomFile> files)
    {
        var versions = files.GroupBy(f => f.SopInstance).Select(g => g.ToList()).ToList();
        for (var i = 0; i < versions.Max(v => v.Count); i++)
            yield return [.. versions.Where(v => v.Count > i).Select(v => v[i])];
    }
}
