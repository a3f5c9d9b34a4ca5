using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Orthanc as it comes: indexed, its files flushed, its index not.</summary>
internal sealed class OrthancServer(string folder) : StorageServer(folder, "ORTHANC")
{
    protected override string Store => Path.Combine(Folder, "store");

    protected override Process Launch()
    {
        Directory.CreateDirectory(Store);
        var configuration = new JsonObject
        {
            ["StorageDirectory"] = Store,
            ["IndexDirectory"] = Directory.CreateDirectory(Path.Combine(Folder, "index")).FullName,
            ["TemporaryDirectory"] = Directory.CreateDirectory(Path.Combine(Folder, "temporary")).FullName,
            ["HttpServerEnabled"] = true,
            ["HttpPort"] = FreePort(),
            ["RemoteAccessAllowed"] = false,
            ["DicomAet"] = Address.AETitle,
            ["DicomPort"] = Address.Port,
            ["Plugins"] = new JsonArray(),
        };
        var path = Path.Combine(Folder, "orthanc.json");
        File.WriteAllText(path, configuration.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return Run(ServerCatalog.Require("Orthanc"), [path], noDelay: true);
    }
}
