using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Runs Pester test files where Pester itself is not installed.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Pester")]
internal sealed class InvokePesterCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    [Alias("Script")]
    public string[] Path { get; set; } = ["."];

    [Parameter]
    [Alias("Tags", "TagFilter")]
    public string[] Tag { get; set; } = [];

    [Parameter]
    [Alias("ExcludeTagFilter")]
    public string[] ExcludeTag { get; set; } = [];

    [Parameter]
    [Alias("Name")]
    public string[] FullNameFilter { get; set; } = [];

    [Parameter]
    public PesterVerbosity Output { get; set; } = PesterVerbosity.Normal;

    [Parameter]
    public string? OutputFile { get; set; }

    [Parameter]
    public SwitchParameter CI { get; set; }

    /// <summary>Ends the console with the number of failures.</summary>
    [Parameter]
    public SwitchParameter Exit { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void EndProcessing()
    {
        var files = Path.SelectMany(Files).Distinct().ToList();
        var reporter = new PesterReporter(Host.UI, Output);
        var filter = new PesterFilter(Tag, ExcludeTag, FullNameFilter);
        var result = new PesterRunner(this, reporter, filter).Run(files);
        if (result.TotalCount == result.NotRunCount && result.FailedContainersCount == 0)
        {
            WriteError(new ErrorRecord(
                new PSInvalidOperationException($"No tests were found in: {string.Join(", ", Path)}"),
                "NoTestsFound", ErrorCategory.ObjectNotFound, Path));
        }

        reporter.Ended(result);
        if (OutputFile is not null || CI)
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutputFile ?? "testResults.xml");
            PesterResultFile.Write(file, result, TimeProvider.System.GetUtcNow());
        }

        if (PassThru)
        {
            WriteObject(result);
        }

        if (Exit || CI)
        {
            Host.SetShouldExit(result.Result == "Passed" ? 0 : Math.Clamp(result.FailedCount, 1, 100));
        }
    }

    private IEnumerable<string> Files(string path)
    {
        foreach (var resolved in SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _))
        {
            IEnumerable<string> found = Directory.Exists(resolved)
                ? Directory.EnumerateFiles(resolved, "*.Tests.ps1", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                : [resolved];
            foreach (var file in found)
            {
                yield return file;
            }
        }
    }
}
