using System.ComponentModel;
using System.Text.Json;
using CsCheck;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class DiskWatermarkTests
{
    public static Gen<DiskWatermark> Watermarks { get; } = Gen.OneOf(
        Gen.Int[0, 10000].Select(hundredths => DiskWatermark.FromPercent(hundredths / 100m)),
        Gen.Long[0, long.MaxValue].Select(DiskWatermark.FromBytes),
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 5]).Select((number, unit) => DiskWatermark.FromBytes((long)number << (10 * unit))));

    [Theory]
    [InlineData("5%", "5%")]
    [InlineData(" 5 % ", "5%")]
    [InlineData("5.0 %", "5%")]
    [InlineData("0.5%", "0.5%")]
    [InlineData("100%", "100%")]
    [InlineData("20GB", "20GB")]
    [InlineData("20 GiB", "20GB")]
    [InlineData("20g", "20GB")]
    [InlineData("1.5GB", "1536MB")]
    [InlineData("1024 MB", "1GB")]
    [InlineData("1000B", "1000B")]
    [InlineData("0B", "0B")]
    [InlineData("21474836480", "20GB")]
    [InlineData("2TB", "2TB")]
    public void Has_one_canonical_text(string text, string canonical) => Assert.Equal(canonical, DiskWatermark.Parse(text).ToString());

    [Theory]
    [InlineData("5", "'5%'")]
    [InlineData("20", "'20GB'")]
    [InlineData("1048575", "which")]
    [InlineData("", "percentage")]
    [InlineData("%", "percentage")]
    [InlineData("101%", "0% to 100%")]
    [InlineData("-1%", "0% to 100%")]
    [InlineData("-1GB", "negative")]
    [InlineData("9000000PB", "too large")]
    [InlineData("5 XB", "not a unit")]
    [InlineData("1,5GB", "percentage")]
    [InlineData("NaN", "percentage")]
    public void Refuses_what_it_would_have_to_guess(string text, string hint)
    {
        var error = Assert.Throws<FormatException>(() => DiskWatermark.Parse(text));

        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_equal_by_meaning()
    {
        Assert.Equal(DiskWatermark.Parse("5%"), DiskWatermark.Parse("5.00 %"));
        Assert.Equal(DiskWatermark.Parse("5%").GetHashCode(), DiskWatermark.Parse("5.00 %").GetHashCode());
        Assert.Equal(DiskWatermark.Parse("1GB"), DiskWatermark.Parse("1024MiB"));
        Assert.NotEqual(DiskWatermark.Parse("0%"), DiskWatermark.Parse("0B"));
    }

    [Fact]
    public void Its_text_and_its_json_read_back_as_the_same() => Watermarks.Sample(watermark =>
        DiskWatermark.Parse(watermark.ToString()) == watermark &&
        JsonSerializer.Deserialize<DiskWatermark>(JsonSerializer.Serialize(watermark, ContractJson.Options), ContractJson.Options) == watermark);

    [Fact]
    public void No_text_makes_it_fail_otherwise_than_by_saying_what_is_wrong() => Gen.String[Gen.Char["0123456789.%+-eEGgMmBbiI \t"], 0, 12].Sample(text =>
        DiskWatermark.TryParse(text, out var watermark, out var problem)
            ? DiskWatermark.Parse(watermark.ToString()) == watermark
            : problem!.Length > 0);

    [Theory]
    [InlineData("5%", 1000L, 50L)]
    [InlineData("2KB", 1000L, 2048L)]
    [InlineData("100%", long.MaxValue, long.MaxValue)]
    [InlineData("0.1%", 999L, 0L)]
    public void Amounts_to_bytes_on_a_volume(string text, long total, long bytes) => Assert.Equal(bytes, DiskWatermark.Parse(text).ResolveBytes(total));

    [Fact]
    public void Takes_the_numbers_that_PowerShell_makes_of_a_size()
    {
        var converter = TypeDescriptor.GetConverter(typeof(DiskWatermark));

        Assert.Equal(DiskWatermark.Parse("20GB"), converter.ConvertFrom(20L << 30));
        Assert.Equal(DiskWatermark.Parse("1MB"), converter.ConvertFrom(1 << 20));
        Assert.Equal(DiskWatermark.Parse("1536MB"), converter.ConvertFrom(1.5 * (1 << 30)));
        Assert.Equal(DiskWatermark.Parse("5%"), converter.ConvertFrom("5%"));
        Assert.Contains("'5%'", Assert.Throws<FormatException>(() => converter.ConvertFrom(5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_number_in_json_is_refused_with_the_hint()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DiskWatermark>("5", ContractJson.Options));

        Assert.Contains("'5%'", error.Message, StringComparison.Ordinal);
    }
}
