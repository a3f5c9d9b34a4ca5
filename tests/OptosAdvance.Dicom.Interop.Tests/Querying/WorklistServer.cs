using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>DCMTK's worklist provider with three scheduled steps, that a host knows as RIS.</summary>
internal sealed class WorklistServer(PeerProcess process, int port) : IAsyncDisposable
{
    public int Port { get; } = port;

    public static async Task<WorklistServer> StartAsync(TemporaryFolder folder, HostProcess host)
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
        return new WorklistServer(process, port);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

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
