using System.Text.Json;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>An instance that pydicom writes, text in the character set that is named.</summary>
internal sealed record PeerInstance(string PatientId, string PatientName, string Study, string Series, string Instance)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string? CharacterSet { get; init; }

    public string Modality { get; init; } = "OP";

    /// <summary>Ophthalmic Photography 8 Bit, as a rule.</summary>
    public string SopClass { get; init; } = "1.2.840.10008.5.1.4.1.1.77.1.5.1";

    public string Accession { get; init; } = "A1";

    public string Date { get; init; } = "20240115";

    public int SeriesNumber { get; init; } = 1;

    public int Number { get; init; } = 1;

    /// <summary>Some instances of one new series.</summary>
    public static IReadOnlyList<PeerInstance> Some(int count, string patientId, string patientName, string? study = null, string? characterSet = null)
    {
        study ??= TestInstance.NewUid();
        var series = TestInstance.NewUid();
        return [.. Enumerable.Range(1, count).Select(number =>
            new PeerInstance(patientId, patientName, study, series, TestInstance.NewUid()) { CharacterSet = characterSet, Number = number })];
    }

    /// <summary>Writes the files; skips the running test where there is no pydicom.</summary>
    public static async Task<string[]> WriteAsync(string folder, IEnumerable<PeerInstance> instances)
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/python3") || (await PeerProcess.RunAsync("/usr/bin/python3", ["-c", "import pydicom"])).ExitCode != 0)
            Assert.Skip("pydicom is not installed: install the package python3-pydicom.");
        foreach (var some in instances.Chunk(200))
        {
            var script = Path.Combine(AppContext.BaseDirectory, "Files", "make_studies.py");
            (await PeerProcess.RunAsync("/usr/bin/python3", [script, folder, JsonSerializer.Serialize(some, Json)], TimeSpan.FromMinutes(2))).AssertSucceeded();
        }

        return [.. instances.Select(instance => Path.Combine(folder, instance.Instance + ".dcm"))];
    }
}
