namespace OptosAdvance.Dicom.Console.Tests;

public sealed class OutputTests
{
    [Fact]
    public void Shows_objects_in_the_engines_own_table()
    {
        using var session = new Session();
        session.Run("1..2 | ForEach-Object { [pscustomobject]@{ N = $_; Name = \"x$_\" } }");
        Assert.Equal("\nN Name\n- ----\n1 x1\n2 x2\n\n", session.Output);
    }

    [Fact]
    public void Renders_a_table_into_text()
    {
        using var session = new Session();
        session.Run("$text = [pscustomobject]@{ N = 1 } | Format-Table | Out-String; $text.Trim() -replace '\\s+', ' '");
        Assert.Equal("N - 1\n", session.Output);
    }

    [Fact]
    public void Writes_host_text_and_notices_without_colours_when_there_is_no_screen()
    {
        using var session = new Session();
        session.Run("Write-Host a, b -ForegroundColor Red; Write-Warning w; Write-Verbose v -Verbose; Write-Host \"$([char]27)[31mred$([char]27)[0m\"");
        Assert.Equal("a b\nWARNING: w\nVERBOSE: v\nred\n", session.Output);
    }

    [Fact]
    public void Writes_errors_to_the_error_stream()
    {
        using var session = new Session();
        session.Run("Write-Error broken; 'after'");
        Assert.Equal("after\n", session.Output);
        Assert.Contains("broken", session.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_errors_of_text_that_is_run_as_commands_too()
    {
        using var session = new Session();
        session.Run("Invoke-Expression 'Write-Error broken; 7' | Out-Host");
        Assert.Equal("7\n", session.Output);
        Assert.Contains("broken", session.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", "gone")]
    [InlineData("n\n", "kept")]
    [InlineData("?\nn\n", "kept")]
    public void Asks_before_it_does_what_must_be_confirmed(string answer, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("x", "1");
        using var session = new Session(answer);
        session.Run($"Remove-Item '{file}' -Confirm");
        Assert.Equal(expected, File.Exists(file) ? "kept" : "gone");
        Assert.Contains("[Y] Yes", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_a_progress_bar_within_the_line()
    {
        var record = new System.Management.Automation.ProgressRecord(1, "Importing", "3 of 6") { PercentComplete = 50 };
        Assert.Equal($"Importing [{new string('#', 15)}{new string(' ', 15)}]  50% 3 of 6", ProgressPane.Line(record, 100));
        Assert.True(ProgressPane.Line(record, 20).Length < 20);
    }
}
