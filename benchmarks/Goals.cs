using System.Globalization;
using System.Text;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>What the appliance is to reach, held against what was measured.</summary>
internal static class Goals
{
    private const string Tiny = "tiny";

    /// <summary>A table of every goal that the run can tell about.</summary>
    public static string Table(IReadOnlyCollection<Measurement> medians)
    {
        var text = new StringBuilder();
        text.AppendLine("| goal | set | assoc. | wanted | measured | |");
        text.AppendLine("|---|---|--:|--:|--:|---|");
        foreach (var ours in medians.Where(m => m.Server == ServerCatalog.OptosPowerLoss && m.Associations is 1 or 8))
        {
            var many = ours.Associations == 8;
            Compare(text, medians, ours, ServerCatalog.Orthanc, "PowerLoss, speed of Orthanc", !many ? 2 : ours.Set == Tiny ? 4 : 3);
            Compare(text, medians, ours, ServerCatalog.Floor, "PowerLoss, speed of the durable floor", many ? 1 : 0.8);
        }

        foreach (var ours in medians.Where(m => m.Server == ServerCatalog.OptosOperatingSystem && m.Associations is 1 or 8))
        {
            Compare(text, medians, ours, ServerCatalog.Storescp, "OperatingSystem, speed of storescp", ours.Set == Tiny ? 0.5 : 1);
        }

        foreach (var ours in medians.Where(m => m.Server is ServerCatalog.OptosPowerLoss or ServerCatalog.OptosOperatingSystem && m.Associations is 1 or 8 && m.Set is "ophthalmic" or "large"))
        {
            if (Find(medians, ours, ServerCatalog.Storescp) is { CpuSecondsPerGigabyte: > 0 } other)
            {
                var mode = ours.Server == ServerCatalog.OptosPowerLoss ? "PowerLoss" : "OperatingSystem";
                Row(text, $"{mode}, CPU of storescp", ours, 2, ours.CpuSecondsPerGigabyte!.Value / other.CpuSecondsPerGigabyte!.Value, atMost: true);
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Compare(
        StringBuilder text, IReadOnlyCollection<Measurement> medians, Measurement ours, string server, string goal, double wanted)
    {
        if (Find(medians, ours, server) is { } other)
        {
            Row(text, goal, ours, wanted, ours.InstancesPerSecond / other.InstancesPerSecond, atMost: false);
        }
    }

    private static Measurement? Find(IReadOnlyCollection<Measurement> medians, Measurement ours, string server) =>
        medians.FirstOrDefault(m => m.Server == server && m.Set == ours.Set && m.Associations == ours.Associations);

    private static void Row(StringBuilder text, string goal, Measurement ours, double wanted, double measured, bool atMost) => text.AppendLine(
        CultureInfo.InvariantCulture,
        $"| {goal} | {ours.Set} | {ours.Associations} | {(atMost ? "≤" : "≥")} {wanted:0.0} | {measured:F2} | {((atMost ? measured <= wanted : measured >= wanted) ? "met" : "missed")} |");
}
