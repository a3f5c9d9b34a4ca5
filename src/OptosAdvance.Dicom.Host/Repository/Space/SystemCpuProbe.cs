using System.Globalization;
using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Host;

/// <summary>Processor time from <c>/proc/stat</c> on Linux and <c>GetSystemTimes</c> on Windows; none elsewhere.</summary>
internal sealed partial class SystemCpuProbe : ICpuProbe
{
    /// <inheritdoc/>
    public CpuTimes? Read()
    {
        if (OperatingSystem.IsLinux())
        {
            using var reader = new StreamReader("/proc/stat");
            return ParseProcStat(reader.ReadLine());
        }

        return OperatingSystem.IsWindows() && GetSystemTimes(out var idle, out var kernel, out var user) ? FromSystemTimes(idle, kernel, user) : null;
    }

    /// <summary>
    /// The line <c>cpu user nice system idle iowait irq softirq steal guest guest_nice</c>. Waiting for a disk is idle; guests are in user already.
    /// </summary>
    internal static CpuTimes? ParseProcStat(string? line)
    {
        var fields = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not { Length: >= 5 } || fields[0] != "cpu")
        {
            return null;
        }

        Span<ulong> times = stackalloc ulong[8];
        for (var i = 0; i < times.Length && i + 1 < fields.Length; i++)
        {
            if (!ulong.TryParse(fields[i + 1], CultureInfo.InvariantCulture, out times[i]))
            {
                return null;
            }
        }

        ulong total = 0;
        foreach (var time in times)
        {
            total += time;
        }

        return new CpuTimes(times[3] + times[4], total);
    }

    /// <summary>Three FILETIMEs; the kernel's time holds the idle time.</summary>
    internal static CpuTimes FromSystemTimes(ulong idle, ulong kernel, ulong user) => new(idle, kernel + user);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetSystemTimes(out ulong idle, out ulong kernel, out ulong user);
}
