using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Medians as a table, every figure as JSON.</summary>
internal static class Report
{
    private const string Begin = "<!-- benchmark: begin -->";
    private const string End = "<!-- benchmark: end -->";

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Publish(BenchmarkOptions options, BenchmarkVolume volume, IReadOnlyCollection<Measurement> runs)
    {
        var medians = runs.GroupBy(run => (run.Set, run.Associations, run.Server)).Select(group => Measurement.MedianOf([.. group])).ToList();
        var table = Table(options, volume, medians);
        Console.WriteLine();
        Console.WriteLine(table);
        Console.WriteLine(Goals.Table(medians));
        var json = Path.GetFullPath(options.JsonPath, ProductFolder.Root);
        Directory.CreateDirectory(Path.GetDirectoryName(json)!);
        File.WriteAllText(
            json,
            JsonSerializer.Serialize(
                new
                {
                    At = DateTimeOffset.UtcNow,
                    FileSystem = volume.Description,
                    Processors = Environment.ProcessorCount,
                    OperatingSystem = RuntimeInformation.OSDescription,
                    options.Scale,
                    options.Repeat,
                    Medians = medians,
                    Runs = runs,
                },
                JsonOptions));
        if (options.UpdateReadme)
        {
            Replace(Path.Combine(ProductFolder.Root, "README.md"), table);
            Replace(Path.Combine(ProductFolder.Root, "benchmarks", "README.md"), table);
        }
    }

    private static string Table(BenchmarkOptions options, BenchmarkVolume volume, List<Measurement> medians)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {volume.Description}; {options.Scale:P0} of each set, medians of {options.Repeat}. \"of X\": instances/s as a multiple of X's in the same run.");
        text.AppendLine();
        text.AppendLine("| set | assoc. | server | instances/s | MB/s | CPU s/GB | peak MB | p50 ms | p99 ms | of Orthanc | of storescp | of floor |");
        text.AppendLine("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var row in medians.OrderBy(m => options.Sets.ToList().FindIndex(s => s.Name == m.Set)).ThenBy(m => m.Associations))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Set} | {row.Associations} | {row.Server}{(row.Missing == 0 ? "" : $" ({row.Missing} lost)")} | {Figure(row.InstancesPerSecond)} | {Figure(row.MegabytesPerSecond)} | {Figure(row.CpuSecondsPerGigabyte)} | {Figure(row.PeakMegabytes)} | {Figure(row.P50Milliseconds)} | {Figure(row.P99Milliseconds)} | {Ratio(medians, row, ServerCatalog.Orthanc)} | {Ratio(medians, row, ServerCatalog.Storescp)} | {Ratio(medians, row, ServerCatalog.Floor)} |");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Ratio(List<Measurement> medians, Measurement row, string server) =>
        medians.Find(m => m.Set == row.Set && m.Associations == row.Associations && m.Server == server) is { } other
            ? (row.InstancesPerSecond / other.InstancesPerSecond).ToString("F2", CultureInfo.InvariantCulture)
            : "";

    private static string Figure(double? value) => value switch
    {
        null => "",
        < 10 => value.Value.ToString("F2", CultureInfo.InvariantCulture),
        < 100 => value.Value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("F0", CultureInfo.InvariantCulture),
    };

    private static void Replace(string path, string table)
    {
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new BenchmarkException($"{path} has no place for the table ({Begin} … {End}).");
        }

        File.WriteAllText(path, $"{text[..begin]}{Begin}\n{table}{text[end..]}");
    }
}
