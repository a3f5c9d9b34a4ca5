using System.Text.Json;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The test files that come with pydicom: real-world and deliberately odd data sets.</summary>
internal static class PydicomFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<Task<IReadOnlyList<PydicomFile>>> Files = new(LoadAsync);

    /// <summary>Skips the running test on a machine without the package.</summary>
    public static async Task<IReadOnlyList<PydicomFile>> RequireAsync()
    {
        Dcmtk.Require();
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/python3")) Assert.Skip("pydicom is not installed: install the package python3-pydicom.");
        var probe = await PeerProcess.RunAsync("/usr/bin/python3", ["-c", "import pydicom"]);
        if (probe.ExitCode != 0) Assert.Skip("pydicom is not installed: install the package python3-pydicom.");
        return await Files.Value;
    }

    private static async Task<IReadOnlyList<PydicomFile>> LoadAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Files", "classify.py");
        var result = await PeerProcess.RunAsync("/usr/bin/python3", [script], TimeSpan.FromMinutes(2));
        result.AssertSucceeded();
        var files = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonSerializer.Deserialize<PydicomFile>(line, Json)!)
            .ToList();
        Assert.True(files.Count > 100, $"only {files.Count} files were classified:{Environment.NewLine}{result.Output}");
        return files;
    }
}
