namespace OptosAdvance.Dicom.Console.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Hands_a_script_everything_after_its_name()
    {
        var options = Parse("--engine", "builtin", "x.ps1", "-c", "--module", "y");
        Assert.Equal(RunMode.Script, options.Mode);
        Assert.Equal("x.ps1", options.Target);
        Assert.Equal(["-c", "--module", "y"], options.ScriptArguments);
        Assert.Equal(EngineKind.BuiltIn, options.Engine);
    }

    [Fact]
    public void Joins_the_words_of_a_command() => Assert.Equal("Get-Date -Year 2020", Parse("-c", "Get-Date", "-Year", "2020").Target);

    [Fact]
    public void Reads_commands_from_a_pipe() =>
        Assert.Equal(RunMode.StandardInput, ConsoleOptions.Parse([], inputIsRedirected: true, engineVariable: null).Mode);

    [Fact]
    public void Prompts_when_nothing_is_asked_for() => Assert.Equal(RunMode.Interactive, Parse().Mode);

    [Fact]
    public void Takes_the_engine_from_the_environment() =>
        Assert.Equal(EngineKind.PowerShell, ConsoleOptions.Parse([], inputIsRedirected: false, engineVariable: "pwsh").Engine);

    [Theory]
    [InlineData("--engine", "perl")]
    [InlineData("--unknown")]
    [InlineData("-c")]
    [InlineData("--pester", "--verbosity", "loud")]
    public void Refuses_what_it_does_not_know(params string[] arguments) =>
        Assert.Throws<CommandLineException>(() => Parse(arguments));

    [Fact]
    public void Understands_the_options_of_the_runner()
    {
        var options = Parse("--pester", "a", "b", "--tag", "x,y", "--output", "r.trx").Pester;
        Assert.Equal(["a", "b"], options.Paths);
        Assert.Equal(["x", "y"], options.Tags);
        Assert.Equal("r.trx", options.OutputFile);
    }

    [Fact]
    public void Runs_a_script_in_pwsh_with_its_arguments_untouched() =>
        Assert.Equal(
            ["-NoProfile", "-NoLogo", "-File", "x.ps1", "-A", "b c"],
            InstalledPowerShell.Arguments(Parse("x.ps1", "-A", "b c"), "/m/OptosAdvance.Dicom"));

    [Fact]
    public void Imports_the_module_before_a_command_in_pwsh() =>
        Assert.Equal(
            ["-NoProfile", "-NoLogo", "-Command", "Import-Module -Name '/it''s/OptosAdvance.Dicom'; Get-Date"],
            InstalledPowerShell.Arguments(Parse("-c", "Get-Date"), "/it's/OptosAdvance.Dicom"));

    [Fact]
    public void Finds_the_module_beside_the_program_and_above_it()
    {
        using var folder = new TemporaryFolder();
        var module = Path.Combine(folder.Path, "artifacts", "module", ModuleLocator.ModuleName);
        Directory.CreateDirectory(Path.Combine(module, "bin"));
        File.WriteAllText(Path.Combine(module, ModuleLocator.ModuleName + ".psd1"), "@{}");
        var program = Directory.CreateDirectory(Path.Combine(folder.Path, "src", "console", "bin")).FullName;
        Assert.Equal(module, ModuleLocator.Find(null, program));
        Assert.Equal(module, ModuleLocator.Find(Path.GetDirectoryName(module), program));
        Assert.Throws<CommandLineException>(() => ModuleLocator.Find(folder.Path, program));
    }

    [Theory]
    [InlineData("if (1) {", true)]
    [InlineData("'abc", true)]
    [InlineData("1 |", true)]
    [InlineData("Get-Date", false)]
    [InlineData("}", false)]
    public void Knows_when_another_line_belongs_to_a_command(string text, bool incomplete) =>
        Assert.Equal(incomplete, InteractivePrompt.IsIncomplete(text));

    [Fact]
    public void Walks_through_the_lines_entered_before()
    {
        var history = new CommandHistory();
        history.Add("one");
        history.Add("two");
        history.Add("two");
        Assert.Equal(["two", "one", null], [history.Previous(), history.Previous(), history.Previous()]);
        Assert.Equal(["two", ""], [history.Next(), history.Next()]);
    }

    [Fact]
    public void Completes_commands_and_parameters()
    {
        using var session = new Session();
        var completer = new Completer(session.Engine);
        Assert.Contains(completer.Complete("Select-Obj", 10).CompletionMatches, match => match.CompletionText == "Select-Object");
        Assert.Contains(completer.Complete("Get-Date -Ye", 12).CompletionMatches, match => match.CompletionText == "-Year");
    }

    private static ConsoleOptions Parse(params string[] arguments) =>
        ConsoleOptions.Parse(arguments, inputIsRedirected: false, engineVariable: null);
}
