using System.Diagnostics;

namespace OptosAdvance.Dicom.Console.Tests;

public sealed class ProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("'ok'", 0)]
    [InlineData("throw 'boo'", 1)]
    [InlineData("Get-Nonsense", 0)]
    [InlineData("function f { exit 3 }; f; 'never'", 3)]
    [InlineData("$LASTEXITCODE = 9; 'no exit'", 0)]
    [InlineData("if (", 1)]
    public async Task Ends_with_the_code_of_the_script(string script, int code)
    {
        using var folder = new TemporaryFolder();
        var run = await Run([folder.Write("a.ps1", script)]);
        Assert.Equal(code, run.ExitCode);
    }

    [Theory]
    [InlineData("exit 9", 9)]
    [InlineData("1", 0)]
    [InlineData("Get-Nonsense", 1)]
    [InlineData("Get-Nonsense; 1", 0)]
    [InlineData("1 # a remark", 0)]
    [InlineData("throw 1", 1)]
    public async Task Ends_a_command_with_1_when_its_last_statement_failed(string command, int code) =>
        Assert.Equal(code, (await Run(["-c", command])).ExitCode);

    [Fact]
    public async Task Binds_named_and_positional_arguments()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write("a.ps1", "param([string] $Name, [switch] $Flag, [int] $Count, [switch] $Off, [Parameter(ValueFromRemainingArguments)] $Rest)\n\"$Name|$Flag|$Count|$Off|$Rest\"");
        Assert.Equal("a b|True|3|False|x y", (await Run([script, "-Name", "a b", "-Flag", "-Count:3", "-Off:$false", "x", "y"])).Output.Trim());
        var untyped = folder.Write("b.ps1", "\"$($args.Count): $args\"");
        Assert.Equal("2: 1 two", (await Run([untyped, "1", "two"])).Output.Trim());
    }

    [Fact]
    public async Task Keeps_output_and_errors_apart_and_free_of_escape_sequences()
    {
        var run = await Run(["-c", "Write-Host shown -ForegroundColor Red; Write-Error broken; $PSStyle.Foreground.Red + 'red'; Get-Item /"]);
        Assert.Contains("shown", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("broken", run.Output, StringComparison.Ordinal);
        Assert.Contains("broken", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output + run.Error);
    }

    [Fact]
    public async Task Runs_commands_from_standard_input() =>
        Assert.Equal("3", (await Run([], "$x = 1\n$x + 2\n")).Output.Trim());

    [Fact]
    public async Task Says_what_it_does_not_understand()
    {
        var run = await Run(["--nonsense"]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--nonsense", run.Error, StringComparison.Ordinal);
        Assert.Equal(64, (await Run(["not-there.ps1"])).ExitCode);
    }

    [Fact]
    public async Task Says_where_a_command_line_cannot_be_understood()
    {
        var run = await Run(["-c", "if ("]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ParserError: line 1, column", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Ctrl_C_has_broken_off_does_not_pass_for_done()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The signal is sent by programs of Linux.");

        // Who runs the tests in the background may have them ignore the signal, and whatever they start.
        using var process = Start("env", ["--default-signal=INT", "dotnet", .. Arguments(["-c", "'begun'; Start-Sleep 60; 'done'"])]);
        process.StandardInput.Close();
        Assert.Equal("begun", await process.StandardOutput.ReadLineAsync(Cancellation));
        using var signal = Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("done", await process.StandardOutput.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Arguments(string[] arguments) =>
        [typeof(ConsoleApplication).Assembly.Location, "--engine", "builtin", "--no-module", .. arguments];

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<(int ExitCode, string Output, string Error)> Run(string[] arguments, string? input = null)
    {
        using var process = Start("dotnet", Arguments(arguments));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await error);
    }
}
