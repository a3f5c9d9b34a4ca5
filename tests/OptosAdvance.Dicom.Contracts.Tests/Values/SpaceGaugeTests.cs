using CsCheck;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class SpaceGaugeTests
{
    [Theory]
    [InlineData(100, 100, "[..................................H.L.C.]")]
    [InlineData(100, 25, "[##############################....H.L.C.]")]
    [InlineData(100, 3, "[##################################H#L#C.]")]
    [InlineData(100, 0, "[##################################H#L#C#]")]
    public void Fills_from_the_left_and_marks_the_watermarks(long total, long free, string expected) =>
        Assert.Equal(expected, SpaceGauge.Draw(total, free, 15, 10, 5));

    [Fact]
    public void Is_empty_for_a_volume_that_cannot_be_measured() => Assert.Equal("", SpaceGauge.Draw(0, 0, 0, 0, 0));

    [Fact]
    public void Has_one_width_whatever_the_numbers() =>
        Gen.Select(Gen.Long[1, 1L << 50], Gen.Long[0, 1L << 51], Gen.Long[0, 1L << 50], Gen.Long[0, 1L << 50], Gen.Long[0, 1L << 50]).Sample(
            (total, free, high, low, critical) =>
            {
                var bar = SpaceGauge.Draw(total, free, high, low, critical);
                return bar.Length == 42 && bar.Contains('C', StringComparison.Ordinal);
            });
}
