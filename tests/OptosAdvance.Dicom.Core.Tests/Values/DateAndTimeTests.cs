namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DateAndTimeTests
{
    [Theory]
    [InlineData("20200229", "20200229")]
    [InlineData(" 20200229 ", "20200229")]
    [InlineData("1999.01.02", "19990102")]
    public void Reads_dates_in_the_new_and_the_old_form(string text, string canonical) =>
        Assert.Equal(canonical, DicomDate.Parse(text).ToString());

    [Theory]
    [InlineData("20210229")]
    [InlineData("2020")]
    [InlineData("2020-01-01")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_no_date(string? text) => Assert.False(DicomDate.TryParse(text, out _));

    [Theory]
    [InlineData("10", "10", "10:00:00.000000", "10:59:59.999999")]
    [InlineData("1034", "1034", "10:34:00.000000", "10:34:59.999999")]
    [InlineData("103459", "103459", "10:34:59.000000", "10:34:59.999999")]
    [InlineData("103459.1", "103459.1", "10:34:59.100000", "10:34:59.199999")]
    [InlineData("103459.123456", "103459.123456", "10:34:59.123456", "10:34:59.123456")]
    [InlineData("10:34:59", "103459", "10:34:59.000000", "10:34:59.999999")]
    [InlineData("10:34:59.5", "103459.5", "10:34:59.500000", "10:34:59.599999")]
    [InlineData("10:34", "1034", "10:34:00.000000", "10:34:59.999999")]
    [InlineData("235960", "235959.999999", "23:59:59.999999", "23:59:59.999999")]
    [InlineData("23", "23", "23:00:00.000000", "23:59:59.999999")]
    public void Reads_times_to_the_precision_given(string text, string canonical, string earliest, string latest)
    {
        var time = DicomTime.Parse(text);
        Assert.Equal(canonical, time.ToString());
        Assert.Equal(earliest, time.Earliest.ToString("HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(latest, time.Latest.ToString("HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("24")]
    [InlineData("1")]
    [InlineData("1060")]
    [InlineData("103")]
    [InlineData("103459.")]
    [InlineData("103459.1234567")]
    [InlineData("1034.5")]
    [InlineData("10:3459")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_no_time(string? text) => Assert.False(DicomTime.TryParse(text, out _));

    [Fact]
    public void The_default_time_is_usable() => Assert.Equal("00", default(DicomTime).ToString());

    [Theory]
    [InlineData("2020", "2020-01-01T00:00:00.000000", "2020-12-31T23:59:59.999999")]
    [InlineData("202002", "2020-02-01T00:00:00.000000", "2020-02-29T23:59:59.999999")]
    [InlineData("20200203", "2020-02-03T00:00:00.000000", "2020-02-03T23:59:59.999999")]
    [InlineData("2020020304", "2020-02-03T04:00:00.000000", "2020-02-03T04:59:59.999999")]
    [InlineData("20200203040506.78", "2020-02-03T04:05:06.780000", "2020-02-03T04:05:06.789999")]
    [InlineData("20200203040506-0330", "2020-02-03T04:05:06.000000", "2020-02-03T04:05:06.999999")]
    [InlineData("9999", "9999-01-01T00:00:00.000000", "9999-12-31T23:59:59.999999")]
    [InlineData("2020+0100", "2020-01-01T00:00:00.000000", "2020-12-31T23:59:59.999999")]
    public void Reads_date_times_to_the_precision_given(string text, string earliest, string latest)
    {
        var value = DicomDateTime.Parse(text);
        Assert.Equal(text, value.ToString());
        Assert.Equal(earliest, value.Earliest.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(latest, value.Latest.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_offset_places_a_date_time_on_the_world_clock()
    {
        var offset = TimeSpan.FromHours(9);
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 15, 0, 0, TimeSpan.Zero), DicomDateTime.Parse("20200101120000-0300").ToEarliest(offset));
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 3, 0, 0, TimeSpan.Zero), DicomDateTime.Parse("20200101120000").ToEarliest(offset));
    }

    [Theory]
    [InlineData("202")]
    [InlineData("20201")]
    [InlineData("20201301")]
    [InlineData("0000")]
    [InlineData("2020+1500")]
    [InlineData("2020-1201")]
    [InlineData("20200101250000")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_no_date_time(string? text) => Assert.False(DicomDateTime.TryParse(text, out _));

    [Theory]
    [InlineData("032Y", 32, DicomAgeUnit.Years, "032Y")]
    [InlineData("6M", 6, DicomAgeUnit.Months, "006M")]
    [InlineData("010w", 10, DicomAgeUnit.Weeks, "010W")]
    [InlineData("001D ", 1, DicomAgeUnit.Days, "001D")]
    public void Reads_ages(string text, int count, DicomAgeUnit unit, string canonical)
    {
        Assert.Equal(new DicomAge(count, unit), DicomAge.Parse(text));
        Assert.Equal(canonical, DicomAge.Parse(text).ToString());
    }

    [Theory]
    [InlineData("Y")]
    [InlineData("0032Y")]
    [InlineData("032")]
    [InlineData("-32Y")]
    [InlineData(null)]
    public void Refuses_what_is_no_age(string? text) => Assert.False(DicomAge.TryParse(text, out _));

    [Theory]
    [InlineData("2020-01-10", "2020-01-20", "010D")]
    [InlineData("2020-01-10", "2020-03-09", "008W")]
    [InlineData("2020-01-10", "2020-12-09", "010M")]
    [InlineData("1980-06-15", "2020-06-14", "039Y")]
    [InlineData("1980-06-15", "2020-06-15", "040Y")]
    public void Age_on_a_day(string birth, string day, string age) => Assert.Equal(
        age,
        DicomAge.Between(
            DateOnly.Parse(birth, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).ToString());
}
