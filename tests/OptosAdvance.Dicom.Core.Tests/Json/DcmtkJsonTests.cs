using System.Text.Json;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Our JSON means what DCMTK's means.</summary>
public sealed class DcmtkJsonTests
{
    private const int LargestFile = 1_000_000;
    private const int FewestComparisons = 40;

    [Fact]
    public async Task Says_what_dcm2json_says_of_the_files_of_pydicom()
    {
        PeerTool json = PeerTool.Require("dcm2json");
        PeerTool convert = PeerTool.Require("dcmconv");
        string[] paths = PydicomData.RequireAll(".");
        using var folder = new TemporaryFolder();
        var differences = new List<string>();
        int compared = 0;
        foreach (string path in paths.Where(path => new FileInfo(path).Length <= LargestFile))
        {
            if (Open(path) is not { } file) continue;
            string source = path;
            if (file.Dataset.Contains(DicomTag.SpecificCharacterSet))
            {
                // dcm2json leaves text as it is; dcmconv knows most character sets, though not the Japanese ones.
                source = folder["utf8.dcm"];
                if ((await convert.RunAsync("+U8", path, source)).ExitCode != 0) continue;
            }
            // It gives up on compressed pixel data.
            PeerResult theirs = await json.RunAsync("-q", "-fc", source);
            if (theirs.ExitCode != 0 || theirs.Output.Length == 0) continue;
            using JsonDocument ours = JsonDocument.Parse(DicomJson.ToUtf8Bytes(file.Dataset));
            using JsonDocument other = JsonDocument.Parse(theirs.Output);
            differences.AddRange(JsonComparison.Differences(ours.RootElement, other.RootElement, "").Select(difference => $"{Path.GetFileName(path)} {difference}"));
            compared++;
        }
        Assert.Empty(differences);
        Assert.True(compared >= FewestComparisons, $"Only {compared} files could be compared.");
    }

    [Fact]
    public void Files_of_pydicom_survive_the_way_to_json_and_back()
    {
        int read = 0;
        foreach (string path in PydicomData.RequireAll(".").Where(path => new FileInfo(path).Length <= LargestFile))
        {
            if (Open(path) is not { } file) continue;
            byte[] once = DicomJson.ToUtf8Bytes(file.Dataset);
            byte[] twice = DicomJson.ToUtf8Bytes(DicomJson.Read(once));
            using JsonDocument first = JsonDocument.Parse(once);
            using JsonDocument second = JsonDocument.Parse(twice);
            // Text beyond ASCII brings the declaration of its character set with it.
            Assert.DoesNotContain(
                JsonComparison.Differences(first.RootElement, second.RootElement, Path.GetFileName(path)),
                difference => !difference.Contains("/00080005: only in theirs", StringComparison.Ordinal));
            read++;
        }
        Assert.True(read >= FewestComparisons, $"Only {read} files could be read.");
    }

    private static DicomFile? Open(string path)
    {
        try
        {
            return DicomFile.Open(path);
        }
        catch (DicomFormatException)
        {
            // Some of the files are broken on purpose; that they are refused is tested elsewhere.
            return null;
        }
    }
}
