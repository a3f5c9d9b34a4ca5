using System.Globalization;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>What a process and all that descend from it have used, from /proc.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor seconds, those of descendants that have ended included.</summary>
    public static double CpuSeconds(int root) => Descendants(root).Sum(stat => stat.Skip(11).Take(4).Sum(long.Parse)) / TicksPerSecond;

    /// <summary>Processor seconds of the children of this process that have ended.</summary>
    public static double EndedChildrenCpuSeconds()
    {
        var text = File.ReadAllText("/proc/self/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ').Skip(13).Take(2).Sum(long.Parse) / TicksPerSecond;
    }

    /// <summary>Sum of the peaks of resident memory (VmHWM) in MB of what runs now.</summary>
    public static double PeakMegabytes(int root) => Descendants(root).Sum(stat => PeakKilobytes(stat[^1])) / 1024.0;

    /// <summary>Fields of /proc/PID/stat from the state on, and the process id at the end.</summary>
    private static List<string[]> Descendants(int root)
    {
        var all = new Dictionary<string, string[]>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (char.IsAsciiDigit(Path.GetFileName(folder)[0]) && TryRead(Path.Combine(folder, "stat")) is { } text)
            {
                all[Path.GetFileName(folder)] = [.. text[(text.LastIndexOf(')') + 2)..].Split(' '), Path.GetFileName(folder)];
            }
        }

        var found = new List<string[]>();
        var pending = new Queue<string>([root.ToString(CultureInfo.InvariantCulture)]);
        while (pending.TryDequeue(out var id))
        {
            if (all.TryGetValue(id, out var stat))
            {
                found.Add(stat);
            }

            foreach (var child in all.Where(process => process.Value[1] == id))
            {
                pending.Enqueue(child.Key);
            }
        }

        return found;
    }

    private static long PeakKilobytes(string id) =>
        TryRead($"/proc/{id}/status")?.Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            : 0;

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
