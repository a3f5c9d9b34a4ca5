using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Starts a host as a process of its own, which outlives its starter, and waits until it answers.</summary>
/// <param name="dataPath">Data directory of the host.</param>
/// <param name="ask">State of the host; null when it does not answer.</param>
internal sealed class HostLauncher(string dataPath, Func<CancellationToken, Task<HostStatus?>> ask)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts the host.</summary>
    /// <param name="host">Its program.</param>
    /// <param name="limit">How long it may take to answer.</param>
    /// <param name="cancellationToken">Gives up, and ends it.</param>
    /// <returns>What the host says of itself.</returns>
    /// <exception cref="ControlException">It ended, with its own words; or it did not answer in time, and was ended.</exception>
    public async Task<HostStatus> StartAsync(HostExecutable host, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = Launch(host);
        using var output = new HostOutput(process);
        try
        {
            var status = await AnswerAsync(limit, () => process.HasExited, cancellationToken).ConfigureAwait(false);
            if (status is not null)
            {
                return status;
            }

            var exited = process.HasExited;
            End(process);
            throw Failed(limit, exited ? process.ExitCode : null, await output.TextAsync().ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            End(process);
            throw;
        }
    }

    /// <summary>
    /// Waits until the host answers; null when it does not in time, or <paramref name="hasEnded"/> says so.
    /// </summary>
    public async Task<HostStatus?> AnswerAsync(TimeSpan limit, Func<bool> hasEnded, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < limit && !hasEnded())
        {
            if (await ask(cancellationToken).ConfigureAwait(false) is { } status)
            {
                return status;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private Process Launch(HostExecutable host)
    {
        List<string> command = [host.FileName, .. host.Arguments, "run", "--data", dataPath];
        if (SessionLeader() is { } leader)
        {
            command.Insert(0, leader);
        }

        var start = new ProcessStartInfo(command[0], string.Join(" ", command.Skip(1).Select(CommandLine.Quote)))
        {
            WorkingDirectory = host.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ControlException(
                new ControlError
                {
                    Id = "HostStartFailed",
                    Category = ControlErrorCategory.ResourceUnavailable,
                    Message = $"'{host.FileName}' cannot be run: {e.Message}.",
                    RecommendedAction = "Check that the .NET 10 runtime is installed and that the file may be executed.",
                    Target = host.FileName,
                },
                e);
        }
    }

    // Without a session of its own the host would get the Ctrl+C that is meant for the console.
    private static string? SessionLeader() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? null
            : Array.Find(["/usr/bin/setsid", "/bin/setsid"], File.Exists);

    private static void End(Process process)
    {
        try
        {
            process.Kill();
            process.WaitForExit(5000);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private ControlException Failed(TimeSpan limit, int? exitCode, string output)
    {
        var words = output.Length == 0 ? "It wrote nothing." : $"It wrote:{Environment.NewLine}{output}";
        return new ControlException(new ControlError
        {
            Id = exitCode is null ? "HostStartTimeout" : "HostStartFailed",
            Category = exitCode is null ? ControlErrorCategory.OperationTimeout : ControlErrorCategory.ResourceUnavailable,
            Message = exitCode is null
                ? $"The DICOM host of '{dataPath}' did not answer within {limit.TotalSeconds:0} seconds and was ended. {words}"
                : $"The DICOM host of '{dataPath}' did not start (exit code {exitCode}). {words}",
            RecommendedAction = exitCode is null ? "Allow it more with -TimeoutSeconds." : "Put right what it says, then start it again.",
            Target = dataPath,
        });
    }
}
