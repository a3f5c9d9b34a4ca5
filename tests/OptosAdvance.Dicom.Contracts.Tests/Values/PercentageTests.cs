namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class PercentageTests
{
    [Theory]
    [InlineData("30%", "30%")]
    [InlineData(" 30.0 % ", "30%")]
    [InlineData("30", "30%")]
    [InlineData("0", "0%")]
    [InlineData("0.5%", "0.5%")]
    public void Has_one_canonical_text(string text, string canonical) => Assert.Equal(canonical, Percentage.Parse(text).ToString());

    [Theory]
    [InlineData("101")]
    [InlineData("-1%")]
    [InlineData("0.3")]
    [InlineData("x%")]
    [InlineData("")]
    public void Refuses_what_is_none(string text) => Assert.Throws<FormatException>(() => Percentage.Parse(text));
}
