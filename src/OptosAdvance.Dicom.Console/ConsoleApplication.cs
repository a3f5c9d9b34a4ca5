using System.Reflection;

namespace OptosAdvance.Dicom.Console;

/// <summary>The program: understands the command line, chooses the engine, runs.</summary>
internal static class ConsoleApplication
{
    /// <summary>The code of a command line that was not understood, as of <c>pwsh</c>.</summary>
    private const int BadCommandLine = 64;

    public static int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            var options = ConsoleOptions.Parse(
                arguments, Terminal.IsInputRedirected, Environment.GetEnvironmentVariable(ConsoleOptions.EngineVariable));
            return Run(options);
        }
        catch (CommandLineException problem)
        {
            Terminal.Error.WriteLine(problem.Message);
            return BadCommandLine;
        }
    }

    private static int Run(ConsoleOptions options)
    {
        switch (options.Mode)
        {
            case RunMode.Help:
                Terminal.Out.WriteLine(HelpText.Usage);
                return 0;
            case RunMode.Version:
                Terminal.Out.WriteLine(Version());
                return 0;
            case RunMode.Script when !File.Exists(options.Target):
                throw new CommandLineException($"There is no script '{options.Target}'.");
        }

        var module = options.LoadModule ? ModuleLocator.Find(options.ModulePath, AppContext.BaseDirectory) : null;
        if (PowerShellToUse(options) is { } executable)
        {
            return InstalledPowerShell.Run(executable, options, module);
        }

        if (module is null && options.LoadModule && options.Mode == RunMode.Interactive)
        {
            Terminal.Error.WriteLine($"The module {ModuleLocator.ModuleName} was not found beside the console; --module PATH names its folder.");
        }

        using var engine = BuiltInEngine.Start(ConsoleTerminal.Instance, module);
        return engine.Run(options);
    }

    private static string? PowerShellToUse(ConsoleOptions options)
    {
        // The runner is the console's own; a real pwsh has the real Pester.
        if (options.Engine == EngineKind.BuiltIn || options.Mode == RunMode.Pester)
        {
            return null;
        }

        var inside = Environment.GetEnvironmentVariable(InstalledPowerShell.InsideVariable) is not null;
        var found = inside && options.Engine == EngineKind.Automatic
            ? null
            : InstalledPowerShell.Find(Environment.GetEnvironmentVariable("PATH"));
        return found is null && options.Engine == EngineKind.PowerShell
            ? throw new CommandLineException("There is no 'pwsh' on the search path; --engine builtin uses the engine that came with the console.")
            : found;
    }

    private static string Version() =>
        typeof(ConsoleApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
