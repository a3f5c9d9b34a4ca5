using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class CorrectionPaceTests
{
    private readonly CorrectionPace _pace = new();
    private DateTimeOffset _now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_wait_doubles_from_a_minute_to_an_hour()
    {
        for (var i = 1; i < CorrectionPace.Most; i++)
        {
            Assert.Empty(Correct("LocalAE", "Port"));
            Assert.Null(_pace.HeldUntil("LocalAE", _now));
        }

        Assert.Single(Correct("LocalAE", "Port"));
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60 })
        {
            Assert.Equal(_now.AddMinutes(minutes), _pace.HeldUntil("LocalAE", _now));
            _now = _now.AddMinutes(minutes);
            Assert.Null(_pace.HeldUntil("LocalAE", _now));
            Assert.Empty(Correct("LocalAE", "Port"));
        }
    }

    [Fact]
    public void Corrections_now_and_then_are_no_quarrel()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.Empty(Correct("LocalAE", "Port"));
            _now = _now.AddMinutes(2.6);
        }

        Assert.Null(_pace.HeldUntil("LocalAE", _now));
    }

    [Fact]
    public void Properties_are_counted_for_themselves()
    {
        for (var i = 0; i < CorrectionPace.Most - 1; i++)
        {
            Assert.Empty(Correct("LocalAE", "Port"));
            Assert.Empty(Correct("LocalAE", "AETitle"));
            Assert.Empty(Correct("RemoteAE/PACS", "Port"));
        }

        Assert.Single(Correct("LocalAE", "AETitle"));
        Assert.NotNull(_pace.HeldUntil("LocalAE", _now));
        Assert.Null(_pace.HeldUntil("RemoteAE/PACS", _now));
    }

    [Fact]
    public void A_quarrel_is_over_when_the_property_was_left_alone()
    {
        for (var i = 0; i < CorrectionPace.Most; i++)
        {
            Correct("LocalAE", "Port");
        }

        _now += TimeSpan.FromMinutes(1) + CorrectionPace.Window + TimeSpan.FromSeconds(1);

        Assert.Empty(Correct("LocalAE", "Port"));
        Assert.Null(_pace.HeldUntil("LocalAE", _now));
    }

    private IReadOnlyList<DriftRecord> Correct(string resource, string property) =>
        _pace.Enter([new DriftRecord { Resource = resource, Property = property, Since = _now }], _now);
}
