using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace OptosAdvance.Dicom.Console;

/// <summary>Tells what the runner does, in the words of Pester.</summary>
internal sealed class PesterReporter(PSHostUserInterface screen, PesterVerbosity verbosity)
{
    private bool IsDetailed => verbosity >= PesterVerbosity.Detailed;

    public void Discovered(int files, int tests, TimeSpan duration) =>
        Write(ConsoleColor.Magenta, $"Discovery found {tests} tests in {files} files in {Milliseconds(duration)}.");

    public void DiscoveryFailed(PesterBlock root)
    {
        Write(ConsoleColor.Red, $"[-] Discovery in {root.File} failed with:");
        WriteProblem(root, " ");
    }

    public void FileStarted(PesterBlock root)
    {
        if (IsDetailed)
        {
            Write(ConsoleColor.Magenta, "");
            Write(ConsoleColor.Magenta, $"Running tests from '{root.File}'");
        }
    }

    public void BlockStarted(PesterBlock block)
    {
        if (IsDetailed && block.Block is not null)
        {
            var verb = block.Kind == "Context" ? "Context" : "Describing";
            Write(ConsoleColor.Green, $"{Indent(block.Depth - 1)}{verb} {block.ExpandedName}");
        }
    }

    public void BlockFailed(PesterBlock block)
    {
        var name = block.Block is null ? block.File : block.FullName;
        Write(ConsoleColor.Red, $"{Indent(block.Depth)}[-] {block.Kind} {name} failed in its set-up or clean-up:");
        WriteProblem(block, Indent(block.Depth) + " ");
    }

    public void TestEnded(PesterTest test, bool withError)
    {
        var (mark, color) = test.Result switch
        {
            PesterResult.Passed => ("+", ConsoleColor.DarkGreen),
            PesterResult.Failed => ("-", ConsoleColor.Red),
            PesterResult.Skipped => ("!", ConsoleColor.Yellow),
            _ => ("?", ConsoleColor.Gray),
        };
        if (!IsDetailed && test.Result != PesterResult.Failed)
        {
            return;
        }

        var indent = IsDetailed ? Indent(test.Block!.Depth) : "";
        var reason = string.IsNullOrEmpty(test.Reason) ? "" : $", because {test.Reason}";
        var skipped = test.Result == PesterResult.Skipped ? $" is skipped{reason}" : "";
        Write(color, $"{indent}[{mark}] {(IsDetailed ? test.ExpandedName : test.FullName)}{skipped} {Milliseconds(test.Duration)}");
        if (test.Result == PesterResult.Failed && withError)
        {
            WriteProblem(test, indent + " ");
        }
    }

    public void Ended(PesterRunResult result)
    {
        Write(ConsoleColor.White, $"Tests completed in {Milliseconds(result.Duration)}");
        if (result.NotRunCount > 0)
        {
            Write(ConsoleColor.White, $"{result.NotRunCount} not run, {result.InconclusiveCount} inconclusive");
        }

        if (result.FailedBlocksCount + result.FailedContainersCount > 0)
        {
            Write(ConsoleColor.Red, $"{result.FailedBlocksCount} failed blocks, {result.FailedContainersCount} failed files");
        }

        var color = result.Result == "Passed" ? ConsoleColor.Green : ConsoleColor.Red;
        Write(color, $"{result.PassedCount} passed, {result.FailedCount} failed, {result.SkippedCount} skipped");
    }

    /// <summary>Where an error happened: the statement, and the calls within test files that led to it.</summary>
    public static IReadOnlyList<string> Location(ErrorRecord problem)
    {
        var lines = new List<string>();
        if (problem.InvocationInfo is { ScriptName.Length: > 0 } at)
        {
            lines.Add($"at {at.Line.Trim()}, {at.ScriptName}:{at.ScriptLineNumber}");
        }

        lines.AddRange((problem.ScriptStackTrace ?? "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("<No file>", StringComparison.Ordinal))
            .Select(line => line.Replace(": line ", ":", StringComparison.Ordinal)));
        return lines;
    }

    private static string Indent(int depth) => new(' ', depth);

    private static string Milliseconds(TimeSpan duration) => duration.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}s");

    private void WriteProblem(PesterItem item, string indent)
    {
        var problem = item.ErrorRecord!;
        var kind = problem.Exception is PesterAssertionException or { InnerException: PesterAssertionException }
            ? ""
            : $"{problem.Exception.GetType().Name}: ";
        foreach (var line in (kind + problem).Split('\n').Concat(Location(problem)))
        {
            Write(ConsoleColor.Red, indent + line.TrimEnd('\r'));
        }
    }

    private void Write(ConsoleColor color, string line)
    {
        if (verbosity > PesterVerbosity.None)
        {
            screen.WriteLine(color, screen.RawUI.BackgroundColor, line);
        }
    }
}
