using System.Diagnostics;
using System.Globalization;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ProbeTests
{
    [Theory]
    [InlineData("cpu  100 20 30 800 50 5 5 10 40 0", 850, 1020)]
    [InlineData("cpu 1 2 3 4", 4, 10)]
    [InlineData("cpu  0 0 0 18446744073709551615 0 0 0 0 0 0", 18446744073709551615, 18446744073709551615)]
    public void Reads_the_line_of_all_processors(string line, ulong idle, ulong total) =>
        Assert.Equal(new CpuTimes(idle, total), SystemCpuProbe.ParseProcStat(line));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cpu0 1 2 3 4 5")]
    [InlineData("cpu 1 2 x 4 5")]
    [InlineData("cpu 1 2 3")]
    public void Says_nothing_of_another_line(string? line) => Assert.Null(SystemCpuProbe.ParseProcStat(line));

    [Fact]
    public void Takes_idle_out_of_the_kernels_time_as_Windows_counts_it()
    {
        var before = SystemCpuProbe.FromSystemTimes(idle: 1000, kernel: 1500, user: 500);
        var after = SystemCpuProbe.FromSystemTimes(idle: 1300, kernel: 1900, user: 700);
        Assert.Equal(50, CpuTimes.IdlePercent(before, after));
    }

    [Fact]
    public void Tells_no_percentage_when_no_time_has_passed_or_a_counter_went_back()
    {
        Assert.Null(CpuTimes.IdlePercent(new CpuTimes(10, 20), new CpuTimes(10, 20)));
        Assert.Null(CpuTimes.IdlePercent(new CpuTimes(10, 20), new CpuTimes(9, 30)));
        Assert.Null(CpuTimes.IdlePercent(new CpuTimes(10, 20), new CpuTimes(12, 10)));
    }

    [Fact]
    public void Measures_the_interval_since_the_last_measurement()
    {
        var cpu = new FixedCpu { IdlePercent = 80 };
        var meter = new CpuIdleMeter(cpu);
        Assert.Null(meter.Percent);
        Assert.Equal(80, meter.Measure());
        cpu.IdlePercent = 10;
        Assert.Equal(10, meter.Measure());
        Assert.Equal(10, meter.Percent);
        cpu.IdlePercent = null;
        Assert.Null(meter.Measure());
    }

    [Fact]
    public async Task Sees_that_the_real_machine_is_busy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), "There is no probe for this platform.");
        var meter = new CpuIdleMeter(new SystemCpuProbe());
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Thread.SpinWait(1000);
                }
            },
            TaskCreationOptions.LongRunning)).ToArray();
        var idle = 100.0;
        for (var i = 0; i < 100 && idle > 40; i++)
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            idle = meter.Measure() ?? 100;
        }

        await stop.CancelAsync();
        await Task.WhenAll(busy);
        Assert.InRange(idle, 0, 40);
    }

    [Fact]
    public async Task Measures_a_real_volume_as_df_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "df is a program of Linux.");
        using var folder = new TemporaryFolder();
        var space = new SystemVolumeProbe().Measure(folder.Path)!.Value;
        var start = new ProcessStartInfo("df", ["-B1", "--output=size,avail", folder.Path]) { RedirectStandardOutput = true };
        using var df = Process.Start(start)!;
        var numbers = (await df.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))
            .Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(numbers[0], space.TotalBytes);
        Assert.InRange(space.FreeBytes, numbers[1] - (1L << 30), numbers[1] + (1L << 30));
    }

    [Fact]
    public void Does_not_measure_what_is_not_there() =>
        Assert.Null(new SystemVolumeProbe().Measure(Path.Combine(Path.GetTempPath(), "optos-not-there")));

    [Theory]
    [InlineData("/data/images", "/data")]
    [InlineData("/data", "/data")]
    [InlineData("/database", "/")]
    [InlineData("/data/images/deep", "/data/images/deep")]
    [InlineData("/home", "/")]
    public void Finds_the_innermost_mount_point(string path, string expected) =>
        Assert.Equal(expected, MountPoint.Of(path, ["/", "/data", "/data/images/deep", "/proc"]));

    [Fact]
    public void Knows_that_two_folders_share_a_volume()
    {
        using var folder = new TemporaryFolder();
        var probe = new SystemVolumeProbe();
        Assert.Equal(probe.VolumeOf(folder.Path), probe.VolumeOf(folder.Combine("below", "it")));
    }
}
