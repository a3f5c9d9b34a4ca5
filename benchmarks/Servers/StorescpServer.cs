using System.Diagnostics;
using System.Globalization;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>DCMTK's storescp: a file an instance, no index, no flush.</summary>
internal sealed class StorescpServer(string folder, bool fork, bool noDelay) : StorageServer(folder, "STORESCP")
{
    protected override string Store => Folder;

    protected override Process Launch() => Run(
        ServerCatalog.Require("storescp"),
        ["-q", "+xa", fork ? "--fork" : "--single-process", "-od", Folder, Address.Port.ToString(CultureInfo.InvariantCulture)],
        noDelay);
}
