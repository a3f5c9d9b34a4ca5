using System.Globalization;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>Memory of another process as Linux accounts for it.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that was ever resident, in bytes.</summary>
    public static long Peak(int processId) => Read(processId, "VmHWM:");

    /// <summary>What is resident now, in bytes.</summary>
    public static long Resident(int processId) => Read(processId, "VmRSS:");

    public static void Require() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak of a process's memory is read from /proc.");

    private static long Read(int processId, string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
