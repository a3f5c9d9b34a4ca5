namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The command line peers of DCMTK.</summary>
internal static class Dcmtk
{
    /// <summary>Skips the running test on a machine without DCMTK.</summary>
    public static void Require() => Tool.Require("storescu", "dcmtk");

    public static Task<PeerResult> StoreScuAsync(int port, string called, string calling, params string[] options) =>
        PeerProcess.RunAsync(Tool.Require("storescu", "dcmtk"), ["-v", "-aec", called, "-aet", calling, "127.0.0.1", Number(port), .. options], TimeSpan.FromMinutes(3));

    public static PeerProcess StartStoreScu(int port, string called, string calling, params string[] options) =>
        PeerProcess.Start(Tool.Require("storescu", "dcmtk"), ["-v", "-aec", called, "-aet", calling, "127.0.0.1", Number(port), .. options]);

    public static Task<PeerResult> DcmSendAsync(int port, string called, string calling, params string[] options) =>
        PeerProcess.RunAsync(Tool.Require("dcmsend", "dcmtk"), ["-v", "-aec", called, "-aet", calling, "127.0.0.1", Number(port), .. options], TimeSpan.FromMinutes(3));

    public static Task<PeerResult> EchoScuAsync(int port, string called, string calling, params string[] options) =>
        PeerProcess.RunAsync(Tool.Require("echoscu", "dcmtk"), ["-v", "-aec", called, "-aet", calling, .. options, "127.0.0.1", Number(port)]);

    public static Task<PeerResult> TermScuAsync(int port, string called, string calling) =>
        PeerProcess.RunAsync(Tool.Require("termscu", "dcmtk"), ["-v", "-aec", called, "-aet", calling, "127.0.0.1", Number(port)]);

    public static Task<PeerResult> DumpAsync(string path, params string[] options) =>
        PeerProcess.RunAsync(Tool.Require("dcmdump", "dcmtk"), [.. options, path]);

    /// <summary>A storage provider that writes the data sets exactly as they came.</summary>
    public static async Task<(PeerProcess Process, int Port)> StartStoreScpAsync(string folder, params string[] options)
    {
        var port = FreePort.Next();
        var process = PeerProcess.Start(
            Tool.Require("storescp", "dcmtk"), ["-v", "-dhl", "+xa", "+B", "--fork", "-pm", "-od", folder, .. options, Number(port)]);
        await process.WaitForPortAsync(port);
        return (process, port);
    }

    /// <summary>An image archive (AE title QRSCP) that writes the data sets exactly as they came into <c>folder/db</c>.</summary>
    public static Task<(PeerProcess Process, int Port)> StartQrScpAsync(TemporaryFolder folder, params string[] options) => StartQrScpAsync(folder, null, options);

    /// <summary>The same, which can also move instances to an AE on this machine.</summary>
    public static async Task<(PeerProcess Process, int Port)> StartQrScpAsync(TemporaryFolder folder, (string AETitle, int Port)? destination, params string[] options)
    {
        var port = FreePort.Next();
        var configuration = folder["dcmqrscp.cfg"];
        await File.WriteAllTextAsync(
            configuration,
            $"""
             NetworkTCPPort  = {port}
             MaxPDUSize      = 131072
             MaxAssociations = 64
             HostTable BEGIN
             {(destination is { } one ? $"destination = ({one.AETitle}, 127.0.0.1, {one.Port})" : "")}
             HostTable END
             VendorTable BEGIN
             VendorTable END
             AETable BEGIN
             QRSCP {folder.Folder("db")} RW (500, 1024mb) ANY
             AETable END

             """);
        var process = PeerProcess.Start(Tool.Require("dcmqrscp", "dcmtk"), ["-v", "+B", "-dhl", "-c", configuration, .. options]);
        await process.WaitForPortAsync(port);
        return (process, port);
    }

    private static string Number(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
