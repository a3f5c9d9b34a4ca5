using System.Diagnostics;

namespace OptosAdvance.Dicom.Console;

/// <summary>Hands the work over to the machine's own PowerShell 7.</summary>
internal static class InstalledPowerShell
{
    /// <summary>Set for the child so that a <c>pwsh</c> that is a wrapper around this console is not started in a circle.</summary>
    public const string InsideVariable = "OPTOS_INSIDE_PWSH";

    /// <summary>The full path of <c>pwsh</c> on the search path, or null.</summary>
    public static string? Find(string? searchPath)
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>The arguments after which <c>pwsh</c> does what this console was asked to do.</summary>
    /// <remarks>
    /// A script runs by <c>-File</c>, so that arguments and exit codes are exactly those of PowerShell; the module is then found on
    /// PSModulePath and loads with the first of its commands. Everything else imports it at the start.
    /// </remarks>
    public static IReadOnlyList<string> Arguments(ConsoleOptions options, string? module)
    {
        var import = module is null ? "" : $"Import-Module -Name {Quote(module)}; ";
        return options.Mode switch
        {
            RunMode.Script => ["-NoProfile", "-NoLogo", "-File", options.Target, .. options.ScriptArguments],
            RunMode.Command => ["-NoProfile", "-NoLogo", "-Command", import + options.Target],
            RunMode.StandardInput => ["-NoProfile", "-NoLogo", "-Command", "-"],
            RunMode.Interactive => ["-NoProfile", "-NoLogo", "-NoExit", "-Command", import],
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Mode, "This mode runs in the built-in engine only."),
        };
    }

    /// <summary>Runs <c>pwsh</c> on this console's own input and output and returns its exit code.</summary>
    public static int Run(string executable, ConsoleOptions options, string? module)
    {
        var start = new ProcessStartInfo(executable) { UseShellExecute = false };
        foreach (var argument in Arguments(options, module))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[InsideVariable] = "1";
        if (module is not null)
        {
            start.Environment["PSModulePath"] = BuiltInEngine.PrependModulePath(
                Environment.GetEnvironmentVariable("PSModulePath"), Path.GetDirectoryName(module)!);
        }

        // Ctrl+C goes to the whole foreground group: pwsh decides what it means, the console only waits.
        Terminal.CancelKeyPress += (_, e) => e.Cancel = true;
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"'{executable}' could not be started.");
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0;
    }
}
