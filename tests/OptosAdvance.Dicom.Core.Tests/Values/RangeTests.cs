namespace OptosAdvance.Dicom.Core.Tests;

public sealed class RangeTests
{
    [Theory]
    [InlineData("20200101-", "20200101", null)]
    [InlineData("-20200101", null, "20200101")]
    [InlineData("20200101-20201231", "20200101", "20201231")]
    [InlineData("20200101", "20200101", "20200101")]
    [InlineData(" 20200101 - 20201231 ", "20200101", "20201231")]
    [InlineData("1999.01.02-1999.02.03", "19990102", "19990203")]
    public void Reads_date_ranges(string text, string? from, string? to)
    {
        var range = DicomDateRange.Parse(text);
        Assert.Equal(from, range.From?.ToString());
        Assert.Equal(to, range.To?.ToString());
        Assert.Equal(range, DicomDateRange.Parse(range.ToString()));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("2020-2021")]
    [InlineData("20200101-x")]
    [InlineData("20200101-20200102-20200103")]
    [InlineData(null)]
    public void Refuses_what_is_no_date_range(string? text) => Assert.False(DicomDateRange.TryParse(text, out _));

    [Theory]
    [InlineData("20200101-20200131", "20200101", true)]
    [InlineData("20200101-20200131", "20200131", true)]
    [InlineData("20200101-20200131", "20200201", false)]
    [InlineData("20200101-", "20991231", true)]
    [InlineData("-20200101", "20200102", false)]
    [InlineData("20200131-20200101", "20200115", false)]
    public void Ends_belong_to_a_date_range(string range, string date, bool matches) =>
        Assert.Equal(matches, DicomDateRange.Parse(range).Contains(DicomDate.Parse(date)));

    [Theory]
    [InlineData("10-11", "1159", true)]
    [InlineData("10-11", "115959.999999", true)]
    [InlineData("10-11", "12", false)]
    [InlineData("1030-", "1029", false)]
    [InlineData("-10:30", "103059", true)]
    [InlineData("10", "1015", true)]
    public void An_end_of_a_time_range_lasts_as_long_as_its_precision_says(string range, string time, bool matches) =>
        Assert.Equal(matches, DicomTimeRange.Parse(range).Contains(DicomTime.Parse(time)));

    [Theory]
    [InlineData("2020-2021", "20211231235959", true)]
    [InlineData("2020-2021", "2022", false)]
    [InlineData("20200101-0500", "20200101050000", true)]
    [InlineData("20200101-0500", "20200101", false)]
    [InlineData("20200101000000-0500-20200101010000-0500", "20200101053000+0000", true)]
    [InlineData("20200101000000-0500-20200101010000-0500", "20200101003000", false)]
    [InlineData("-20200101000000-0500", "20200101050000", true)]
    [InlineData("20200101000000-0500-", "20200101040000", false)]
    public void Date_time_ranges_tell_hyphens_from_offsets(string range, string value, bool matches) =>
        Assert.Equal(matches, DicomDateTimeRange.Parse(range).Contains(DicomDateTime.Parse(value), TimeSpan.Zero));

    [Fact]
    public void A_hyphen_that_can_be_an_offset_is_one()
    {
        var range = DicomDateTimeRange.Parse("20200101-0500");
        Assert.Equal(range.From, range.To);
        Assert.Equal(TimeSpan.FromHours(-5), range.From?.Offset);
    }
}
