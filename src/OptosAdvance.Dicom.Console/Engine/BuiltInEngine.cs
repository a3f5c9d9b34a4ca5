using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

namespace OptosAdvance.Dicom.Console;

/// <summary>The PowerShell engine that comes as a package, with the commands that the package lacks.</summary>
internal sealed class BuiltInEngine : IDisposable
{
    private const string LastSucceeded = "__OptosLastSucceeded";

    /// <summary>What shells tell of a program that SIGINT ended: 128 + 2.</summary>
    private const int InterruptedExitCode = 130;

    /// <summary>The words of test files; a cmdlet's own name must have a verb.</summary>
    private static readonly (string Name, string Command)[] PesterWords =
    [
        ("Describe", "Add-PesterBlock"),
        ("Context", "Add-PesterBlock"),
        ("It", "Add-PesterTest"),
        ("BeforeDiscovery", "Add-PesterSetup"),
        ("BeforeAll", "Add-PesterSetup"),
        ("BeforeEach", "Add-PesterSetup"),
        ("AfterEach", "Add-PesterSetup"),
        ("AfterAll", "Add-PesterSetup"),
        ("Should", "Assert-PesterValue"),
        ("Mock", "New-PesterMock"),
    ];

    private readonly Runspace runspace;
    private readonly ConsoleTerminal terminal;
    private readonly Lock gate = new();
    private PowerShell? running;
    private volatile bool interrupted;

    private BuiltInEngine(Runspace runspace, ConsoleHost host, ConsoleTerminal terminal)
    {
        this.runspace = runspace;
        this.terminal = terminal;
        Host = host;
    }

    public ConsoleHost Host { get; }

    public Runspace Runspace => runspace;

    /// <summary>Opens the engine and loads the module.</summary>
    /// <param name="terminal">Where it writes to and reads from.</param>
    /// <param name="module">The module's folder, or null.</param>
    public static BuiltInEngine Start(ConsoleTerminal terminal, string? module)
    {
        var host = new ConsoleHost(terminal);
        if (module is not null)
        {
            Environment.SetEnvironmentVariable(
                "PSModulePath",
                PrependModulePath(Environment.GetEnvironmentVariable("PSModulePath"), Path.GetDirectoryName(module)!));
        }

        if (!terminal.OutHasColor)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        var runspace = RunspaceFactory.CreateRunspace(host, InitialState());
        // One thread for all commands of the session, as in pwsh: thread-bound state of modules survives from line to line.
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        var engine = new BuiltInEngine(runspace, host, terminal);
        if (module is not null)
        {
            engine.Invoke(shell => shell.AddCommand("Import-Module").AddParameter("Name", module), addToHistory: false);
        }

        return engine;
    }

    public int Run(ConsoleOptions options)
    {
        Terminal.CancelKeyPress += StopRunning;
        try
        {
            if (options.Mode == RunMode.Interactive)
            {
                return new InteractivePrompt(this, terminal).Run();
            }

            var code = options.Mode switch
            {
                RunMode.Script => RunScript(options.Target, options.ScriptArguments),
                RunMode.Command => RunCommand(options.Target),
                RunMode.StandardInput => RunCommand(terminal.In.ReadToEnd()),
                RunMode.Pester => RunPester(options.Pester),
                _ => throw new ArgumentOutOfRangeException(nameof(options), options.Mode, "This mode runs no commands."),
            };
            // Who started the script must not take what was broken off for done.
            return interrupted && Host.ExitCode is null ? InterruptedExitCode : code;
        }
        finally
        {
            Terminal.CancelKeyPress -= StopRunning;
        }
    }

    /// <summary>Runs a script file; arguments are understood as after <c>pwsh -File</c>.</summary>
    public int RunScript(string path, IReadOnlyList<string> arguments)
    {
        EngineInternals.LetScriptExitReachHost(runspace);
        var succeeded = Invoke(
            shell =>
            {
                var command = new Command(Path.GetFullPath(path), isScript: false, useLocalScope: false);
                foreach (var argument in ScriptArguments.Parse(arguments))
                {
                    command.Parameters.Add(argument);
                }

                shell.Commands.AddCommand(command);
            },
            addToHistory: false);
        return Host.ExitCode ?? (succeeded ? 0 : 1);
    }

    /// <summary>Runs commands; the code is 1 when the last of them failed.</summary>
    public int RunCommand(string text)
    {
        // $? is asked for in the same script: afterwards it speaks of Out-Default.
        var asking = $"{text}\n$global:{LastSucceeded} = $?";
        Parser.ParseInput(text, out _, out var mistakes);
        foreach (var mistake in mistakes)
        {
            // The record that the engine makes of it has neither position nor text in a view.
            Host.UI.WriteErrorLine($"ParserError: line {mistake.Extent.StartLineNumber}, column {mistake.Extent.StartColumnNumber}: {mistake.Message}");
        }

        if (mistakes.Length > 0)
        {
            return 1;
        }

        var succeeded = Invoke(shell => shell.AddScript(asking, useLocalScope: false), addToHistory: false);
        var lastFailed = runspace.SessionStateProxy.GetVariable(LastSucceeded) is false;
        return Host.ExitCode ?? (succeeded && !lastFailed ? 0 : 1);
    }

    public int RunPester(PesterOptions options)
    {
        var succeeded = Invoke(
            shell =>
            {
                shell.AddCommand("Invoke-Pester")
                    .AddParameter("Path", options.Paths.ToArray())
                    .AddParameter("Output", options.Verbosity.ToString())
                    .AddParameter("Exit");
                AddWhenGiven(shell, "Tag", options.Tags);
                AddWhenGiven(shell, "ExcludeTag", options.ExcludeTags);
                AddWhenGiven(shell, "FullNameFilter", options.Names);
                if (options.OutputFile is not null)
                {
                    shell.AddParameter("OutputFile", options.OutputFile);
                }
            },
            addToHistory: false);
        return Host.ExitCode ?? (succeeded ? 0 : 1);
    }

    /// <summary>Runs one pipeline and shows its output and errors.</summary>
    /// <returns>False when an error ended the pipeline.</returns>
    public bool Invoke(Action<PowerShell> build, bool addToHistory)
    {
        using var shell = PowerShell.Create(runspace);
        build(shell);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        lock (gate)
        {
            running = shell;
        }

        try
        {
            shell.Invoke(null, new PSInvocationSettings { Host = Host, AddToHistory = addToHistory });
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException problem)
        {
            Report(problem);
            return false;
        }
        finally
        {
            lock (gate)
            {
                running = null;
            }

            Host.Screen.EndProgress();
        }
    }

    /// <summary>Runs a small script of the console's own and returns its output.</summary>
    public IReadOnlyList<PSObject> Evaluate(string script)
    {
        using var shell = PowerShell.Create(runspace);
        return [.. shell.AddScript(script, useLocalScope: false).Invoke()];
    }

    public void Dispose() => runspace.Dispose();

    /// <summary>The module search path with <paramref name="directory"/> in front, once.</summary>
    public static string PrependModulePath(string? current, string directory)
    {
        var rest = (current ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(entry => entry != directory);
        return string.Join(Path.PathSeparator, rest.Prepend(directory));
    }

    private static InitialSessionState InitialState()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in typeof(BuiltInEngine).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null));
            }
        }

        foreach (var (name, command) in PesterWords)
        {
            state.Commands.Add(new SessionStateAliasEntry(name, command));
        }

        state.Variables.Add(new SessionStateVariableEntry("OptosConsole", true, "Commands run in the console's built-in engine."));
        if (OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("PSExecutionPolicyPreference") is null)
        {
            // What PowerShell 7 ships with on Windows.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        return state;
    }

    private static void AddWhenGiven(PowerShell shell, string parameter, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            shell.AddParameter(parameter, values.ToArray());
        }
    }

    private void Report(RuntimeException problem)
    {
        using var shell = PowerShell.Create(runspace);
        var record = problem.ErrorRecord;
        shell.AddCommand("Out-Default").AddParameter("InputObject", AsErrorOutput(record));
        shell.Invoke(null, new PSInvocationSettings { Host = Host });
    }

    private static PSObject AsErrorOutput(ErrorRecord record)
    {
        // This note makes the formatter write to the error stream, as it does for errors that come down the pipeline.
        var output = new PSObject(record);
        output.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        return output;
    }

    private void StopRunning(object? sender, ConsoleCancelEventArgs e)
    {
        PowerShell? shell;
        lock (gate)
        {
            shell = running;
        }

        if (shell is null)
        {
            return;
        }

        // The pipeline ends and says so to its caller; the process goes on to its own end.
        e.Cancel = true;
        interrupted = true;
        shell.BeginStop(shell.EndStop, null);
    }
}
