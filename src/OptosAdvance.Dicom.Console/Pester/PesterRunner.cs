using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Runs test files as Pester 5 does: first every file is read for its tests, then they run, each block in a scope of its own.</summary>
internal sealed class PesterRunner(PSCmdlet command, PesterReporter reporter, PesterFilter filter)
{
    private readonly PesterSession session = new();
    private readonly List<PesterBlock> failedContainers = [];

    public PesterRunResult Run(IReadOnlyList<string> files)
    {
        var start = TimeProvider.System.GetTimestamp();
        var before = session.Enter();
        try
        {
            var containers = files.Select(Discover).ToList();
            var tests = containers.SelectMany(container => container.Tests()).ToList();
            foreach (var test in tests)
            {
                test.IsChosen = filter.Chooses(test);
            }

            reporter.Discovered(files.Count, tests.Count, TimeProvider.System.GetElapsedTime(start));
            foreach (var container in containers.Where(container => container.Tests().Any(test => test.IsChosen)))
            {
                reporter.FileStarted(container);
                RunContainer(container);
            }

            return new PesterRunResult
            {
                Tests = tests,
                FailedContainers = failedContainers,
                FailedBlocks = [.. containers.Except(failedContainers).SelectMany(container => container.Blocks()).Where(block => block.ErrorRecord is not null)],
                Duration = TimeProvider.System.GetElapsedTime(start),
            };
        }
        finally
        {
            PesterSession.Leave(before);
        }
    }

    private PesterBlock Discover(string file)
    {
        var root = new PesterBlock { Kind = "Root", Name = file, File = file };
        session.IsDiscovering = true;
        session.Block = root;
        root.ErrorRecord = Attempt(() => session.InNewScope(command, scope =>
        {
            scope.SessionState.PSVariable.Set("ErrorActionPreference", ActionPreference.Stop);
            scope.InvokeCommand.InvokeScript(
                useLocalScope: false, ScriptBlock.Create("param($file) & $file"), input: null, file);
        }));
        session.IsDiscovering = false;
        session.Block = null;
        if (root.ErrorRecord is not null)
        {
            // Half a file's tests would look like all of them.
            root.Items.Clear();
            failedContainers.Add(root);
            reporter.DiscoveryFailed(root);
        }

        return root;
    }

    private void RunContainer(PesterBlock root)
    {
        using var drive = new TestDrive(command);
        RunBlock(command, root, drive);
    }

    private void RunBlock(PSCmdlet outer, PesterBlock block, TestDrive drive)
    {
        var chosen = block.Tests().Where(test => test.IsChosen).ToList();
        if (chosen.Count == 0)
        {
            return;
        }

        var parent = session.Block;
        session.Block = block;
        var files = drive.Snapshot();
        var start = TimeProvider.System.GetTimestamp();
        session.InNewScope(outer, scope =>
        {
            if (block.Block is null)
            {
                scope.SessionState.PSVariable.Set("ErrorActionPreference", ActionPreference.Stop);
                scope.SessionState.PSVariable.Set("TestDrive", drive.Path);
            }

            PesterSession.SetData(scope, block);
            RunBlockInScope(scope, block, drive, allSkipped: chosen.All(test => test.IsSkipped()));
        });
        block.Duration = TimeProvider.System.GetElapsedTime(start);
        session.Mocks.EndOf(block);
        drive.Restore(files);
        session.Block = parent;
    }

    private void RunBlockInScope(PSCmdlet scope, PesterBlock block, TestDrive drive, bool allSkipped)
    {
        block.ExpandedName = block.Name;
        var problem = allSkipped ? null : Attempt(() => block.BeforeAll.ForEach(script => PesterSession.Run(scope, script)));
        problem ??= Attempt(() => block.ExpandedName = PesterName.Expand(scope, block.Name));
        reporter.BlockStarted(block);
        if (problem is not null)
        {
            block.ErrorRecord = problem;
            reporter.BlockFailed(block);
            FailAll(block, problem);
        }
        else
        {
            foreach (var item in block.Items)
            {
                if (item is PesterBlock inner)
                {
                    RunBlock(scope, inner, drive);
                }
                else if (item is PesterTest { IsChosen: true } test)
                {
                    RunTest(scope, test);
                }
            }
        }

        var after = allSkipped ? null : Attempt(() => block.AfterAll.ForEach(script => PesterSession.Run(scope, script)));
        if (after is not null && problem is null)
        {
            block.ErrorRecord = after;
            reporter.BlockFailed(block);
        }
    }

    private void FailAll(PesterBlock block, ErrorRecord problem)
    {
        foreach (var test in block.Tests().Where(test => test.IsChosen))
        {
            test.ExpandedName = test.Name;
            test.Result = test.IsSkipped() ? PesterResult.Skipped : PesterResult.Failed;
            test.ErrorRecord = test.IsSkipped() ? null : problem;
            reporter.TestEnded(test, withError: false);
        }
    }

    private void RunTest(PSCmdlet outer, PesterTest test)
    {
        test.ExpandedName = test.Name;
        if (test.IsSkipped())
        {
            test.Result = PesterResult.Skipped;
            session.InNewScope(outer, scope =>
            {
                PesterSession.SetData(scope, test);
                // A name may need what the skipped set-up would have made; then it stays as written.
                Attempt(() => test.ExpandedName = PesterName.Expand(scope, test.Name));
            });
            reporter.TestEnded(test, withError: true);
            return;
        }

        session.Test = test;
        var start = TimeProvider.System.GetTimestamp();
        session.InNewScope(outer, scope =>
        {
            PesterSession.SetData(scope, test);
            var around = Around(test.Block!).ToList();
            var problem = Attempt(() =>
            {
                test.ExpandedName = PesterName.Expand(scope, test.Name);
                around.ForEach(block => block.BeforeEach.ForEach(script => PesterSession.Run(scope, script)));
                PesterSession.Run(scope, test.Script!);
            });
            around.Reverse();
            var after = Attempt(() => around.ForEach(block => block.AfterEach.ForEach(script => PesterSession.Run(scope, script))));
            Judge(test, problem, after);
        });
        session.Mocks.EndOf(test);
        session.Test = null;
        test.Duration = TimeProvider.System.GetElapsedTime(start);
        reporter.TestEnded(test, withError: true);
    }

    private static void Judge(PesterTest test, ErrorRecord? problem, ErrorRecord? after)
    {
        var id = problem?.FullyQualifiedErrorId ?? "";
        if (problem is not null && id.StartsWith(SetItResultCommand.SkippedId, StringComparison.Ordinal))
        {
            test.Result = PesterResult.Skipped;
        }
        else if (problem is not null && id.StartsWith(SetItResultCommand.InconclusiveId, StringComparison.Ordinal))
        {
            test.Result = PesterResult.Inconclusive;
        }
        else
        {
            test.ErrorRecord = problem;
            test.Result = problem is null ? PesterResult.Passed : PesterResult.Failed;
        }

        test.Reason = test.Result is PesterResult.Skipped or PesterResult.Inconclusive ? problem!.Exception.Message : null;
        if (after is not null && test.Result != PesterResult.Failed)
        {
            test.ErrorRecord = after;
            test.Result = PesterResult.Failed;
        }
    }

    private static IEnumerable<PesterBlock> Around(PesterBlock block) =>
        block.Block is null ? [block] : Around(block.Block).Append(block);

    /// <summary>Runs what a test file wrote; its error is the answer, not this program's.</summary>
    private static ErrorRecord? Attempt(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException problem)
        {
            return problem.ErrorRecord;
        }
    }
}
