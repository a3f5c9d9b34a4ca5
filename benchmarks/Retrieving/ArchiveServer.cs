using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>An archive that can be retrieved from, by the appliance and by DCMTK's clients.</summary>
internal sealed class ArchiveServer(string name, string folder, ServerAddress appliance) : StorageServer(folder, "ARCHIVE")
{
    public const string ClientTitle = "CLIENT";

    /// <summary>Port at which DCMTK's client receives what is moved to it.</summary>
    public int ClientPort { get; } = FreePort();

    protected override string Store => Path.Combine(Folder, "store");

    protected override Process Launch()
    {
        Directory.CreateDirectory(Store);
        return name == ServerCatalog.Orthanc ? LaunchOrthanc() : LaunchDcmqrscp();
    }

    private Process LaunchDcmqrscp()
    {
        var configuration = Path.Combine(Folder, "dcmqrscp.cfg");
        File.WriteAllText(
            configuration,
            $"""
            NetworkTCPPort = {Address.Port}
            MaxPDUSize = 131072
            MaxAssociations = 16
            HostTable BEGIN
            client = ({ClientTitle}, 127.0.0.1, {ClientPort})
            appliance = ({appliance.AETitle}, 127.0.0.1, {appliance.Port})
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            {Address.AETitle} {Store} RW (100, 4000mb) ANY
            AETable END

            """);
        return Run(ServerCatalog.Require("dcmqrscp"), ["-q", "+xy", "-c", configuration], noDelay: true);
    }

    private Process LaunchOrthanc()
    {
        var configuration = new JsonObject
        {
            ["StorageDirectory"] = Store,
            ["IndexDirectory"] = Directory.CreateDirectory(Path.Combine(Folder, "index")).FullName,
            ["HttpPort"] = FreePort(),
            ["RemoteAccessAllowed"] = false,
            ["DicomAet"] = Address.AETitle,
            ["DicomPort"] = Address.Port,
            ["DicomModalities"] = new JsonObject
            {
                ["client"] = new JsonArray(ClientTitle, "127.0.0.1", ClientPort),
                ["appliance"] = new JsonArray(appliance.AETitle, "127.0.0.1", appliance.Port),
            },
            ["Plugins"] = new JsonArray(),
        };
        var path = Path.Combine(Folder, "orthanc.json");
        File.WriteAllText(path, configuration.ToJsonString());
        return Run(ServerCatalog.Require("Orthanc"), [path], noDelay: true);
    }
}
