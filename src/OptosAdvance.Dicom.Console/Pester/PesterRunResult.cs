namespace OptosAdvance.Dicom.Console;

/// <summary>What a run of test files came to.</summary>
public sealed class PesterRunResult
{
    /// <summary>Passed, or Failed.</summary>
    public string Result => FailedCount + FailedBlocksCount + FailedContainersCount > 0 || TotalCount == NotRunCount ? "Failed" : "Passed";

    /// <summary>All tests, in the order of the files.</summary>
    public required IReadOnlyList<PesterTest> Tests { get; init; }

    /// <summary>The files that could not be read.</summary>
    public required IReadOnlyList<PesterBlock> FailedContainers { get; init; }

    /// <summary>The blocks whose set-up or clean-up failed.</summary>
    public required IReadOnlyList<PesterBlock> FailedBlocks { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The tests that passed.</summary>
    public IReadOnlyList<PesterTest> Passed => With(PesterResult.Passed);

    /// <summary>The tests that failed.</summary>
    public IReadOnlyList<PesterTest> Failed => With(PesterResult.Failed);

    /// <summary>The tests that were skipped.</summary>
    public IReadOnlyList<PesterTest> Skipped => With(PesterResult.Skipped);

    /// <summary>How many tests were found.</summary>
    public int TotalCount => Tests.Count;

    /// <summary>How many passed.</summary>
    public int PassedCount => Passed.Count;

    /// <summary>How many failed.</summary>
    public int FailedCount => Failed.Count;

    /// <summary>How many were skipped.</summary>
    public int SkippedCount => Skipped.Count;

    /// <summary>How many could not tell.</summary>
    public int InconclusiveCount => With(PesterResult.Inconclusive).Count;

    /// <summary>How many were left out by a filter.</summary>
    public int NotRunCount => With(PesterResult.NotRun).Count;

    /// <summary>How many blocks failed in their set-up or clean-up.</summary>
    public int FailedBlocksCount => FailedBlocks.Count;

    /// <summary>How many files could not be read.</summary>
    public int FailedContainersCount => FailedContainers.Count;

    private List<PesterTest> With(PesterResult result) => [.. Tests.Where(test => test.Result == result)];
}
