using System.Globalization;
using System.Xml.Linq;

namespace OptosAdvance.Dicom.Console;

/// <summary>Writes results for build servers.</summary>
internal static class PesterResultFile
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Writes a Visual Studio result when the path ends in <c>.trx</c>, else JUnit XML.</summary>
    public static void Write(string path, PesterRunResult result, DateTimeOffset finished)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var document = path.EndsWith(".trx", StringComparison.OrdinalIgnoreCase) ? VisualStudio(result, finished) : JUnit(result);
        document.Save(path);
    }

    private static XDocument JUnit(PesterRunResult result)
    {
        var suites = result.Tests.GroupBy(test => test.File).Select(file => new XElement(
            "testsuite",
            new XAttribute("name", file.Key),
            new XAttribute("tests", file.Count()),
            new XAttribute("failures", file.Count(test => test.Result == PesterResult.Failed)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", file.Count(test => test.Result is PesterResult.Skipped or PesterResult.NotRun)),
            new XAttribute("time", Seconds(file.Sum(test => test.Duration.TotalSeconds))),
            file.Select(test => new XElement(
                "testcase",
                new XAttribute("name", test.FullName),
                new XAttribute("classname", file.Key),
                new XAttribute("time", Seconds(test.Duration.TotalSeconds)),
                test.Result switch
                {
                    PesterResult.Failed => new XElement("failure", new XAttribute("message", Message(test)), Details(test)),
                    PesterResult.Passed => null,
                    _ => new XElement("skipped", new XAttribute("message", test.Reason ?? "")),
                }))));
        var broken = result.FailedContainers.Concat(result.FailedBlocks).Select(block => new XElement(
            "testsuite",
            new XAttribute("name", block.File),
            new XAttribute("tests", 1),
            new XAttribute("failures", 0),
            new XAttribute("errors", 1),
            new XElement(
                "testcase",
                new XAttribute("name", block.FullName),
                new XAttribute("classname", block.File),
                new XElement("error", new XAttribute("message", Message(block)), Details(block)))));
        return new XDocument(new XElement("testsuites", suites, broken));
    }

    private static XDocument VisualStudio(PesterRunResult result, DateTimeOffset finished)
    {
        var tests = result.Tests.Select(test => (Test: test, Id: Guid.NewGuid(), Execution: Guid.NewGuid())).ToList();
        var listId = Guid.NewGuid();
        return new XDocument(new XElement(
            Trx + "TestRun",
            new XAttribute("id", Guid.NewGuid()),
            new XAttribute("name", "Pester"),
            new XElement(
                Trx + "Times",
                new XAttribute("start", (finished - result.Duration).ToString("O", CultureInfo.InvariantCulture)),
                new XAttribute("finish", finished.ToString("O", CultureInfo.InvariantCulture))),
            new XElement(Trx + "Results", tests.Select(entry => new XElement(
                Trx + "UnitTestResult",
                new XAttribute("executionId", entry.Execution),
                new XAttribute("testId", entry.Id),
                new XAttribute("testName", entry.Test.FullName),
                new XAttribute("computerName", Environment.MachineName),
                new XAttribute("testType", "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b"),
                new XAttribute("testListId", listId),
                new XAttribute("duration", entry.Test.Duration.ToString("c", CultureInfo.InvariantCulture)),
                new XAttribute("outcome", Outcome(entry.Test.Result)),
                entry.Test.ErrorRecord is null ? null : new XElement(Trx + "Output", new XElement(
                    Trx + "ErrorInfo",
                    new XElement(Trx + "Message", Message(entry.Test)),
                    new XElement(Trx + "StackTrace", Details(entry.Test))))))),
            new XElement(Trx + "TestDefinitions", tests.Select(entry => new XElement(
                Trx + "UnitTest",
                new XAttribute("name", entry.Test.FullName),
                new XAttribute("storage", entry.Test.File),
                new XAttribute("id", entry.Id),
                new XElement(Trx + "Execution", new XAttribute("id", entry.Execution)),
                new XElement(
                    Trx + "TestMethod",
                    new XAttribute("codeBase", entry.Test.File),
                    new XAttribute("className", Path.GetFileName(entry.Test.File)),
                    new XAttribute("name", entry.Test.FullName))))),
            new XElement(Trx + "TestEntries", tests.Select(entry => new XElement(
                Trx + "TestEntry",
                new XAttribute("testId", entry.Id),
                new XAttribute("executionId", entry.Execution),
                new XAttribute("testListId", listId)))),
            new XElement(Trx + "TestLists", new XElement(Trx + "TestList", new XAttribute("name", "Pester"), new XAttribute("id", listId))),
            new XElement(
                Trx + "ResultSummary",
                new XAttribute("outcome", result.Result == "Passed" ? "Completed" : "Failed"),
                new XElement(
                    Trx + "Counters",
                    new XAttribute("total", result.TotalCount),
                    new XAttribute("executed", result.PassedCount + result.FailedCount),
                    new XAttribute("passed", result.PassedCount),
                    new XAttribute("failed", result.FailedCount)))));
    }

    private static string Outcome(PesterResult result) => result switch
    {
        PesterResult.Passed => "Passed",
        PesterResult.Failed => "Failed",
        PesterResult.Inconclusive => "Inconclusive",
        _ => "NotExecuted",
    };

    private static string Message(PesterItem item) => Printable(item.ErrorRecord?.ToString() ?? "");

    private static string Details(PesterItem item) =>
        Printable(item.ErrorRecord is null ? "" : string.Join('\n', PesterReporter.Location(item.ErrorRecord).Prepend(item.ErrorRecord.ToString())));

    // XML has no place for control characters, which messages about bytes may hold.
    private static string Printable(string text) => string.Concat(text.Select(c => c is '\n' or '\r' or '\t' || !char.IsControl(c) ? c : '?'));

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
