namespace OptosAdvance.Dicom.SampleImages.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Reads_all_options()
    {
        CommandLine line = CommandLine.Parse(["--output", "x", "--studies", "3", "--seed", "9", "--size", "64x65", "--wide-size", "none", "--quality", "50"]);
        Assert.Equal(("x", 3, 9), (line.Output, line.Studies, line.Seed));
        Assert.Equal(new SampleStudyOptions { FundusWidth = 64, FundusHeight = 65, IncludeWideField = false, Quality = 50 }, line.Options);
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("--studies", "3")]
    [InlineData("--output", "x", "--studies", "0")]
    [InlineData("--output", "x", "--seed", "-1")]
    [InlineData("--output", "x", "--size", "12")]
    [InlineData("--output", "x", "--size", "10x10")]
    [InlineData("--output", "x", "--colour", "red")]
    public void Refuses_what_it_does_not_understand(params string[] arguments) => Assert.Throws<FormatException>(() => CommandLine.Parse(arguments));
}
