using System.Diagnostics;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Runs a program of the system to its end.</summary>
/// <param name="program">Name of the program.</param>
/// <param name="arguments">Its arguments.</param>
/// <returns>Exit code, and what it wrote.</returns>
internal delegate (int ExitCode, string Output) RunCommand(string program, params string[] arguments);

/// <summary>The programs by which a system manages its services.</summary>
internal static class SystemCommand
{
    /// <inheritdoc cref="RunCommand"/>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, string.Join(" ", arguments.Select(CommandLine.Quote)))
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, $"'{program}' cannot be run: {e.Message}");
        }
    }

    /// <summary>Runs a program that has to succeed.</summary>
    /// <exception cref="ControlException">It did not; its words are in the message.</exception>
    public static void Require(this RunCommand run, string failure, string action, string program, params string[] arguments)
    {
        var (exitCode, output) = run(program, arguments);
        if (exitCode != 0)
        {
            throw new ControlException(new ControlError
            {
                Id = "ServiceControlFailed",
                Category = ControlErrorCategory.PermissionDenied,
                Message = $"{failure}: {output.Trim()}",
                RecommendedAction = action,
                Target = program,
            });
        }
    }
}
