using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class StudyTests
{
    [Theory]
    [InlineData("today", 0, 0)]
    [InlineData("Yesterday", -1, -1)]
    [InlineData("yesterday-today", -1, 0)]
    [InlineData("tomorrow-", 1, null)]
    [InlineData("20200101-yesterday", null, -1)]
    public async Task Days_have_names(string text, int? from, int? to)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var today = DateTime.Today;

        session.Run($"Find-OptosStudy -StudyDate {text}").ThrowIfFailed();

        // Not at midnight.
        Assert.SkipWhen(DateTime.Today != today, "The day has changed meanwhile.");
        var query = Assert.Single(host.Control.Requests.OfType<StudyQuery>());
        Assert.Equal(from is { } first ? today.AddDays(first) : text.StartsWith('2') ? new DateTime(2020, 1, 1) : null, query.StudyDateFrom);
        Assert.Equal(to is { } last ? today.AddDays(last) : null, query.StudyDateTo);
    }

    [Theory]
    [InlineData("-StudyDate 20240131", "2024-01-31", "2024-01-31")]
    [InlineData("-StudyDate 2024-01-31", "2024-01-31", "2024-01-31")]
    [InlineData("-StudyDate 20240101-20241231", "2024-01-01", "2024-12-31")]
    [InlineData("-StudyDate 2024-01-01-2024-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("-StudyDate 20240101-", "2024-01-01", null)]
    [InlineData("-StudyDate '-20241231'", null, "2024-12-31")]
    [InlineData("-StudyDate ([datetime]'2024-01-31T15:00')", "2024-01-31", "2024-01-31")]
    [InlineData("-StudyDateFrom 20240101 -StudyDateTo 2024-02-01", "2024-01-01", "2024-02-01")]
    public async Task Understands_dates_as_they_are_typed(string arguments, string? from, string? to)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run($"Find-OptosStudy {arguments}").ThrowIfFailed();
        var query = Assert.IsType<StudyQuery>(Assert.Single(host.Control.Requests));
        Assert.Equal(from, query.StudyDateFrom?.ToString("yyyy-MM-dd", null));
        Assert.Equal(to, query.StudyDateTo?.ToString("yyyy-MM-dd", null));
    }

    [Theory]
    [InlineData("someday")]
    [InlineData("20241231-20240101")]
    public async Task Refuses_what_is_not_a_date_and_says_how_to_write_one(string date)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run($"Find-OptosStudy -StudyDate {date}").Error;
        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(date, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_every_key_on()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("Find-OptosStudy P1 -PatientName 'Sm*' -Modality OP, OPT -AccessionNumber A -StudyId S -StudyDescription D -ReferringPhysicianName R -PatientBirthDate 19500102 -IsProtected $true -First 7 -StudyInstanceUid 1.2, 1.3").ThrowIfFailed();
        Assert.Equal(
            new StudyQuery
            {
                PatientId = "P1",
                PatientName = "Sm*",
                Modality = ["OP", "OPT"],
                AccessionNumber = "A",
                StudyId = "S",
                StudyDescription = "D",
                ReferringPhysicianName = "R",
                PatientBirthDate = new DateTime(1950, 1, 2),
                IsProtected = true,
                Limit = 7,
                StudyInstanceUid = ["1.2", "1.3"],
            },
            Assert.Single(host.Control.Requests));
    }

    [Fact]
    public async Task Warns_when_more_studies_exist_than_are_shown()
    {
        await using var host = new FakeHost();
        host.Control.Studies.AddRange(Enumerable.Range(1, 5).Select(Study));
        using var session = host.Open();
        var result = session.Run("Find-OptosStudy -First 3");
        Assert.Equal(3, result.Objects.Count);
        Assert.Contains("3", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(session.Run("Find-OptosStudy").Warnings);
    }

    [Fact]
    public async Task Writes_studies_as_they_come_and_stops_the_search_when_no_more_are_wanted()
    {
        await using var host = new FakeHost();
        host.Control.Studies.AddRange(Enumerable.Range(1, 5).Select(Study));
        var release = new TaskCompletionSource();
        var sent = 0;
        host.Control.BeforeEach = cancellationToken => ++sent <= 2 ? Task.CompletedTask : release.Task.WaitAsync(cancellationToken);
        using var session = host.Open();
        var first = session.Run("Find-OptosStudy | ForEach-Object { $_; throw 'enough' }");
        Assert.Equal("1.2.1", Assert.Single(first.Output).Properties["StudyInstanceUid"].Value);
    }

    [Fact]
    public async Task Stops_at_once_with_Ctrl_C_and_ends_the_work_in_the_host()
    {
        await using var host = new FakeHost();
        host.Control.Studies.Add(Study(1));
        var began = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        host.Control.BeforeEach = async cancellationToken =>
        {
            began.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                ended.SetResult();
            }
        };
        using var session = host.Open();
        using var ctrlC = new CancellationTokenSource();
        var running = session.RunAsync("Find-OptosStudy", ctrlC.Token);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await ctrlC.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Shows_a_study_with_its_series_and_instances()
    {
        await using var host = new FakeHost();
        host.Control.Studies.Add(Study(1));
        using var session = host.Open();
        Assert.Equal("P1", session.Run("(Find-OptosStudy | Get-OptosStudy).PatientId").Object.ToString());
        Assert.Equal("1.2.1", session.Run("(Get-OptosStudy 1.2.1 -Series).StudyInstanceUid").Object.ToString());
        var instances = session.Run("Get-OptosStudy 1.2.1 -Instance").Objects;
        Assert.Equal(["1.2.1.1.1", "1.2.1.1.2"], instances.Select(each => each.Properties["SopInstanceUid"].Value));
        Assert.All(instances, each => Assert.Equal("1.2.1.1", each.Properties["SeriesInstanceUid"].Value));
        Assert.Equal(2, session.Run("Get-OptosStudy 1.2.1 | ForEach-Object Instances").Objects.Count);
    }

    [Fact]
    public async Task Says_which_study_is_not_held()
    {
        await using var host = new FakeHost();
        host.Control.Studies.Add(Study(1));
        using var session = host.Open();
        var result = session.Run("Get-OptosStudy 9.9, 1.2.1");
        Assert.StartsWith("OptosNotFound,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("9.9", result.Error.TargetObject);
        Assert.Single(result.Output);
    }

    [Fact]
    public async Task Removes_studies_after_a_question_only()
    {
        await using var host = new FakeHost();
        host.Control.Studies.AddRange([Study(1), Study(2)]);
        using var session = host.Open();
        Assert.Contains("P1", session.Transcribe("Find-OptosStudy | Remove-OptosStudy -WhatIf"), StringComparison.Ordinal);
        Assert.NotNull(session.Run("Remove-OptosStudy 1.2.1").Error);
        Assert.Equal(2, host.Control.Studies.Count);
        session.Run("Find-OptosStudy | Remove-OptosStudy -Confirm:$false").ThrowIfFailed();
        Assert.Empty(host.Control.Studies);
    }

    [Fact]
    public async Task Protects_and_unprotects()
    {
        await using var host = new FakeHost();
        host.Control.Studies.Add(Study(1));
        using var session = host.Open();
        Assert.Equal(true, session.Run("Find-OptosStudy | Protect-OptosStudy -PassThru").Object.Properties["IsProtected"].Value);
        Assert.Contains("True -> False", session.Transcribe("Unprotect-OptosStudy 1.2.1 -WhatIf"), StringComparison.Ordinal);
        session.Run("Get-OptosStudy 1.2.1 | Unprotect-OptosStudy").ThrowIfFailed();
        Assert.False(host.Control.Studies[0].Study.IsProtected);
    }

    [Fact]
    public async Task Imports_what_it_can_and_reports_each_bad_file()
    {
        await using var host = new FakeHost();
        host.Control.Studies.Add(Study(1));
        host.Control.ImportEvents.AddRange(
        [
            new ImportEvent { Path = "/in/good.dcm", StudyInstanceUid = "1.2.1", FilesDone = 1, FilesTotal = 3, Imported = 1 },
            new ImportEvent { Path = "/in/bad.dcm", Error = "It ends in the middle.", FilesDone = 2, FilesTotal = 3, Imported = 1, Failed = 1 },
            new ImportEvent { Path = "/in/readme.txt", Skipped = true, FilesDone = 3, FilesTotal = 3, Imported = 1, Failed = 1 },
            new ImportEvent { FilesDone = 3, FilesTotal = 3, Imported = 1, Failed = 1 },
        ]);
        using var folder = new TemporaryFolder();
        using var session = host.Open();
        var result = session.Run($"Import-OptosStudy '{folder.Path}'");
        Assert.StartsWith("OptosImportFailed,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/in/bad.dcm", result.Error.TargetObject);
        var summary = Assert.Single(result.Output);
        Assert.Equal((3, 1, 1, 1), (summary.Properties["Files"].Value, summary.Properties["Imported"].Value, summary.Properties["Skipped"].Value, summary.Properties["Failed"].Value));
        Assert.Equal(folder.Path, Assert.Single(Assert.IsType<ImportRequest>(Assert.Single(host.Control.Requests)).Paths));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.Equal("P1", session.Run($"(Import-OptosStudy '{folder.Path}' -ErrorAction SilentlyContinue | Get-OptosStudy).PatientId").Output[0].ToString());
    }

    [Fact]
    public async Task Says_which_path_of_an_import_does_not_exist()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run("Import-OptosStudy ./nowhere").Error;
        Assert.StartsWith("OptosPathNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(host.Control.Requests);
    }

    [Fact]
    public async Task Exports_in_one_request_what_the_pipeline_brings()
    {
        await using var host = new FakeHost();
        host.Control.Studies.AddRange([Study(1), Study(2)]);
        host.Control.ExportEvents.AddRange(
        [
            new ExportEvent { Path = "/out/1.dcm", StudyInstanceUid = "1.2.1", SopInstanceUid = "1.2.1.1.1", Done = 1, Total = 2 },
            new ExportEvent { Error = "The file exists.", StudyInstanceUid = "1.2.2", SopInstanceUid = "1.2.2.1.1", Done = 2, Total = 2, Failed = 1 },
            new ExportEvent { Done = 2, Total = 2, Failed = 1 },
        ]);
        using var session = host.Open();
        using var folder = new TemporaryFolder();
        var result = session.Run($"Find-OptosStudy | Export-OptosStudy -Destination '{folder.Path}' -AsMedia");
        Assert.StartsWith("OptosExportFailed,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(result.Output).Properties["Exported"].Value);
        var request = Assert.Single(host.Control.Requests.OfType<ExportRequest>());
        Assert.Equal(["1.2.1", "1.2.2"], request.StudyInstanceUids);
        Assert.True(request.AsMedia);
        Assert.Equal("/out/1.dcm".Replace('/', Path.DirectorySeparatorChar), session.Run($"Export-OptosStudy 1.2.1 '{folder.Path}' -PassThru -ErrorAction SilentlyContinue | ForEach-Object ToString").Output[0].ToString());
    }

    internal static StudyDetail Study(int number) => new()
    {
        Study = new StudySummary
        {
            StudyInstanceUid = $"1.2.{number}",
            PatientId = $"P{number}",
            PatientName = "Smith^Anna",
            StudyDate = new DateTime(2024, 1, number),
            Modalities = ["OP"],
            Series = 1,
            Instances = 2,
            Size = 123_456_789,
            Source = "CAMERA2",
        },
        Series =
        [
            new SeriesDetail
            {
                SeriesInstanceUid = $"1.2.{number}.1", Modality = "OP", SeriesNumber = 1, Laterality = "R",
                Instances =
                [
                    new InstanceDetail { SopInstanceUid = $"1.2.{number}.1.1", InstanceNumber = 1 },
                    new InstanceDetail { SopInstanceUid = $"1.2.{number}.1.2", InstanceNumber = 2 },
                ],
            },
        ],
    };
}
