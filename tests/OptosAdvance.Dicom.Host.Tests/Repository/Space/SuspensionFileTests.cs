using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SuspensionFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));
    private readonly List<string?> _changes = [];

    private string Path => System.IO.Path.Combine(_folder.Path, "suspension.json");

    [Fact]
    public void A_suspension_outlives_a_restart_and_is_told_once()
    {
        var before = Start();
        before.Suspend(SuspensionCause.CriticalWatermark, "Too little space.");
        before.Told();
        var since = before.Since;
        before.Stop();
        _time.Advance(TimeSpan.FromHours(1));

        var after = Start();

        Assert.Equal((ServiceState.Suspended, "Too little space.", since), (after.Current, after.Reason, after.Since));
        Assert.False(after.IsRunning);
        after.Suspend(SuspensionCause.CriticalWatermark, "Still too little.");
        Assert.Equal(["Too little space."], _changes);

        after.Clear(SuspensionCause.CriticalWatermark);
        Assert.Equal(["Too little space.", null], _changes);
        Assert.Equal(ServiceState.Running, Start().Current);
    }

    [Fact]
    public void One_that_nobody_was_told_of_is_told_after_the_restart()
    {
        Start().Suspend(SuspensionCause.WriteFailed, "Full.");
        _changes.Clear();

        Start();

        Assert.Equal(["Full."], _changes);
    }

    [Fact]
    public void Each_cause_has_to_end()
    {
        var before = Start();
        before.Suspend(SuspensionCause.CriticalWatermark, "Too little space.");
        before.Suspend(SuspensionCause.VolumeMissing, "Not mounted.");

        var after = Start();
        after.Clear(SuspensionCause.VolumeMissing);

        Assert.False(after.IsRunning);
        Assert.False(Start().Holds(SuspensionCause.VolumeMissing));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"causes\": { \"CriticalWater")]
    [InlineData("{ \"causes\": { \"Unknown\": \"x\" } }")]
    public void A_torn_file_is_no_suspension(string content)
    {
        File.WriteAllText(Path, content);

        var state = Start();

        Assert.True(state.IsRunning);
        state.Suspend(SuspensionCause.CriticalWatermark, "Too little space.");
        Assert.False(Start().IsRunning);
    }

    [Fact]
    public void The_file_never_grows_and_holds_the_longest_reasons()
    {
        var state = Start();
        var length = new FileInfo(Path).Length;
        foreach (var cause in Enum.GetValues<SuspensionCause>())
        {
            state.Suspend(cause, new string('x', 5000));
        }

        Assert.Equal(length, new FileInfo(Path).Length);
        Assert.All(Enum.GetValues<SuspensionCause>(), cause => Assert.True(Start().Holds(cause)));
    }

    public void Dispose() => _folder.Dispose();

    private RepositoryState Start()
    {
        var state = new RepositoryState(
            new RecordedActivity(), _time, NullLogger<RepositoryState>.Instance, new SuspensionFile(new ApplianceDirectory(_folder.Path), NullLogger<SuspensionFile>.Instance))
        {
            SuspensionChanged = _changes.Add,
        };
        state.Restore();
        state.Start();
        return state;
    }
}
