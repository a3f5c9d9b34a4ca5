using System.Diagnostics;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>DCMTK's dcmqrscp: a file an instance and an index file, no flush; a process an association.</summary>
internal sealed class DcmqrscpServer(string folder) : StorageServer(folder, "DCMQRSCP")
{
    protected override string Store => Path.Combine(Folder, "store");

    protected override Process Launch()
    {
        Directory.CreateDirectory(Store);
        var configuration = Path.Combine(Folder, "dcmqrscp.cfg");
        File.WriteAllText(
            configuration,
            $"""
            NetworkTCPPort = {Address.Port}
            MaxPDUSize = 16384
            MaxAssociations = 16
            HostTable BEGIN
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            DCMQRSCP {Store} RW (500, 2000mb) ANY
            AETable END

            """);
        return Run(ServerCatalog.Require("dcmqrscp"), ["-q", "+xy", "-c", configuration], noDelay: true);
    }
}
