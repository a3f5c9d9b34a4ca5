using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>An Orthanc with a configuration and a store of its own, driven over its REST interface.</summary>
internal sealed class Orthanc : IAsyncDisposable
{
    private readonly PeerProcess _process;
    private readonly HttpClient _http;

    private Orthanc(PeerProcess process, HttpClient http, int dicomPort)
    {
        _process = process;
        _http = http;
        DicomPort = dicomPort;
    }

    public const string AETitle = "ORTHANC";

    public int DicomPort { get; }

    public string Log => _process.Output;

    /// <summary>Starts an Orthanc that knows the given modalities (symbolic name, AE title, port on this machine).</summary>
    public static Task<Orthanc> StartAsync(TemporaryFolder folder, params (string Name, string AETitle, int Port)[] modalities) => StartAsync(folder, null, modalities);

    /// <summary>The same, which speaks TLS and demands a certificate of its callers.</summary>
    public static Task<Orthanc> StartAsync(TemporaryFolder folder, TestCertificates? certificates, params (string Name, string AETitle, int Port)[] modalities) =>
        StartAtAsync(FreePort.Next(), folder, certificates, modalities);

    /// <summary>The same, on a port that others know already.</summary>
    public static async Task<Orthanc> StartAtAsync(
        int dicom, TemporaryFolder folder, TestCertificates? certificates, params (string Name, string AETitle, int Port)[] modalities)
    {
        var program = Tool.Require("Orthanc", "orthanc");
        var http = FreePort.Next();
        var known = new JsonObject();
        foreach (var (name, title, port) in modalities) known[name] = new JsonArray(title, "127.0.0.1", port);
        var plugins = new JsonArray();
        if (File.Exists("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")) plugins.Add("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
        var configuration = new JsonObject
        {
            ["Name"] = "peer",
            ["StorageDirectory"] = folder.Folder("orthanc"),
            ["IndexDirectory"] = folder.Folder("orthanc"),
            ["TemporaryDirectory"] = folder.Folder("orthanc-tmp"),
            ["HttpPort"] = http,
            ["HttpServerEnabled"] = true,
            ["RemoteAccessAllowed"] = false,
            ["AuthenticationEnabled"] = false,
            ["DicomAet"] = AETitle,
            [nameof(DicomPort)] = dicom,
            ["DicomServerEnabled"] = true,
            ["UnknownSopClassAccepted"] = true,
            // What it answers queries in; the default has no room for most of the world's names.
            ["DefaultEncoding"] = "Utf8",
            ["DicomModalities"] = known,
            ["Plugins"] = plugins,
        };
        if (certificates is not null)
        {
            configuration["DicomTlsEnabled"] = true;
            configuration["DicomTlsCertificate"] = certificates.Server.CertificatePem;
            configuration["DicomTlsPrivateKey"] = certificates.Server.KeyPem;
            configuration["DicomTlsTrustedCertificates"] = certificates.AuthorityPem;
            configuration["DicomTlsRemoteCertificateRequired"] = true;
        }

        var path = folder["orthanc.json"];
        await File.WriteAllTextAsync(path, configuration.ToJsonString());
        var process = PeerProcess.Start(program, [path]);
        var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{http}/")), Timeout = TimeSpan.FromMinutes(2) };
        try
        {
            await process.WaitForPortAsync(http);
            await process.WaitForPortAsync(dicom);
            await process.WaitUntilAsync(
                async () =>
                {
                    try
                    {
                        return (await client.GetAsync("system")).IsSuccessStatusCode;
                    }
                    catch (HttpRequestException)
                    {
                        return false;
                    }
                },
                "answer over HTTP");
        }
        catch
        {
            client.Dispose();
            await process.DisposeAsync();
            throw;
        }

        return new Orthanc(process, client, dicom);
    }

    /// <summary>Puts a file into the store and returns Orthanc's id of the instance.</summary>
    public async Task<string> UploadAsync(string path)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(path));
        using var answer = await _http.PostAsync("instances", content);
        await AssertOkAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ID").GetString()!;
    }

    /// <summary>Makes Orthanc store instances to a modality; true when every one was taken.</summary>
    public async Task<bool> StoreAsync(string modality, params string[] instances)
    {
        using var answer = await _http.PostAsJsonAsync($"modalities/{modality}/store", new JsonObject { ["Resources"] = new JsonArray([.. instances.Select(i => (JsonNode)i)]), ["Synchronous"] = true });
        return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("FailedInstancesCount").ToString() == "0";
    }

    public async Task<bool> EchoAsync(string modality)
    {
        using var answer = await _http.PostAsJsonAsync($"modalities/{modality}/echo", new JsonObject { ["Timeout"] = 10 });
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Makes Orthanc ask a modality for storage commitment, and waits for what it makes of the report.</summary>
    /// <returns>Orthanc's status, and the SOP instances that it holds to have failed.</returns>
    public async Task<(string Status, IReadOnlyList<string> Failures)> RequestCommitmentAsync(string modality, IEnumerable<(string SopClass, string SopInstance)> instances)
    {
        var references = new JsonArray([.. instances.Select(each => (JsonNode)new JsonArray(each.SopClass, each.SopInstance))]);
        using var answer = await _http.PostAsJsonAsync($"modalities/{modality}/storage-commitment", new JsonObject { ["DicomInstances"] = references });
        await AssertOkAsync(answer);
        var path = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Path").GetString()!.TrimStart('/');
        var report = default(JsonElement);
        await _process.WaitUntilAsync(
            async () => (report = await _http.GetFromJsonAsync<JsonElement>(path)).GetProperty("Status").GetString() != "Pending", "have a report on storage commitment");
        return (report.GetProperty("Status").GetString()!, [.. report.GetProperty("Failures").EnumerateArray().Select(f => f.GetProperty("SOPInstanceUID").GetString()!)]);
    }

    public async Task<IReadOnlyList<string>> InstancesAsync() => await _http.GetFromJsonAsync<string[]>("instances") ?? [];

    /// <summary>The instance as a Part 10 file.</summary>
    public Task<byte[]> DownloadAsync(string instance) => _http.GetByteArrayAsync($"instances/{instance}/file");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task AssertOkAsync(HttpResponseMessage answer) =>
        Assert.True(answer.IsSuccessStatusCode, $"Orthanc answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}{Environment.NewLine}{Log}");
}
