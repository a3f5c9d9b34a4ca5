using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class QueryTests
{
    [Fact]
    public async Task Asks_a_remote_server_with_the_same_keys_as_the_local_search()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run(@"Find-OptosStudy P1 -AE PACS1 -PatientName 'Sm*' -StudyDate 20240101- -Modality OP -First 7 -QueryRoot Patient -CharacterSet '\ISO 2022 IR 87' -Key @{ '0008,0090' = 'House*' }").ThrowIfFailed();
        Assert.Equal(
            new RemoteStudyQuery
            {
                Remote = new RemoteQuery
                {
                    AE = "PACS1",
                    Root = QueryRoot.Patient,
                    CharacterSet = @"\ISO 2022 IR 87",
                    Keys = [new QueryKey { Attribute = "0008,0090", Value = "House*" }],
                },
                Query = new StudyQuery { PatientId = "P1", PatientName = "Sm*", StudyDateFrom = new DateTime(2024, 1, 1), Modality = ["OP"], Limit = 7 },
            },
            Assert.Single(host.Control.Requests));
    }

    [Fact]
    public async Task Writes_keys_as_DICOM_does()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("Find-OptosStudy -AE PACS1 -Key @{ SOPClassesInStudy = '1.2', '1.3'; StudyDate = [datetime]'2024-01-31'; StudyID = 7; PatientSex = $null }").ThrowIfFailed();
        var query = Assert.IsType<RemoteStudyQuery>(Assert.Single(host.Control.Requests));
        Assert.Equal(
            [("PatientSex", ""), ("SOPClassesInStudy", @"1.2\1.3"), ("StudyDate", "20240131"), ("StudyID", "7")],
            query.Remote.Keys.Select(key => (key.Attribute, key.Value)).Order());
    }

    [Fact]
    public async Task Several_servers_are_asked_one_after_the_other_and_wildcards_mean_those_that_can_be_queried()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = host.Control.Configuration with
        {
            RemoteAEs = [Remote("PACS1", RemoteServices.QueryRetrieve), Remote("PACS2", RemoteServices.QueryRetrieve), Remote("PACS3", RemoteServices.Storage)],
        };
        using var session = host.Open();
        session.Run("Find-OptosStudy -AE PACS*").ThrowIfFailed();
        session.Run("Find-OptosStudy -AE PACS3, Other").ThrowIfFailed();
        Assert.Equal(["PACS1", "PACS2", "PACS3", "Other"], host.Control.Requests.Cast<RemoteStudyQuery>().Select(query => query.Remote.AE));
    }

    [Theory]
    [InlineData("Find-OptosStudy -Key @{ PatientID = '1' }", "Key")]
    [InlineData("Find-OptosStudy -QueryRoot Patient", "QueryRoot")]
    [InlineData("Find-OptosSeries 1.2 -CharacterSet 'ISO_IR 100'", "CharacterSet")]
    public async Task What_only_a_remote_server_can_be_asked_is_refused_without_one(string command, string parameter)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run(command).Error;
        Assert.StartsWith("OptosNeedsAE,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(parameter, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Control.Requests);
    }

    [Fact]
    public async Task Results_come_with_the_warnings_of_the_server_and_the_one_that_there_are_more()
    {
        await using var host = new FakeHost();
        host.Control.RemoteStudies.Add(new QueryPage<StudySummary> { Results = [Study("1.2")], Limit = 1, Warning = "PACS1 does not match every key." });
        host.Control.RemoteStudies.Add(new QueryPage<StudySummary> { MoreExist = true, Limit = 1 });
        using var session = host.Open();
        var result = session.Run("Find-OptosStudy -AE PACS1");
        Assert.Single(result.Objects);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("every key", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("MaximumQueryResults", result.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_at_a_server_is_looked_into_and_received_there()
    {
        await using var host = new FakeHost();
        host.Control.RemoteStudies.Add(new QueryPage<StudySummary> { Results = [Study("1.2"), Study("1.3")] });
        host.Control.Series.Add(new QueryPage<SeriesSummary>
        {
            Results =
            [
                new SeriesSummary { AE = "PACS1", PatientId = "P1", StudyInstanceUid = "1.2", SeriesInstanceUid = "1.2.1" },
                new SeriesSummary { AE = "PACS1", PatientId = "P1", StudyInstanceUid = "1.2", SeriesInstanceUid = "1.2.2" },
            ],
        });
        host.Control.RetrieveEvents.Add(new RetrieveEvent { Result = new RetrieveResult { Success = true, Completed = 3 } });
        using var session = host.Open();
        session.Run("Find-OptosStudy -AE PACS1 | Find-OptosSeries | Receive-OptosStudy -Method Get").ThrowIfFailed();
        session.Run("Find-OptosStudy -AE PACS1 | Receive-OptosStudy").ThrowIfFailed();

        var requests = host.Control.Requests.ToList();
        Assert.Equal(new SeriesQuery { Remote = new RemoteQuery { AE = "PACS1" }, PatientId = "P1", StudyInstanceUid = ["1.2", "1.3"] }, requests[1]);
        Assert.Equal(
            new RetrieveRequest { AE = "PACS1", StudyInstanceUid = "1.2", SeriesInstanceUid = ["1.2.1", "1.2.2"], PatientId = "P1", Method = RetrieveMethod.Get }, requests[2]);
        Assert.Equal(["1.2", "1.3"], requests.Skip(4).Cast<RetrieveRequest>().Select(request => request.StudyInstanceUid));
    }

    [Fact]
    public async Task Instances_of_a_series_are_received_as_one()
    {
        await using var host = new FakeHost();
        host.Control.Instances.Add(new QueryPage<InstanceSummary>
        {
            Results = Enumerable.Range(1, 3).Select(i => new InstanceSummary { AE = "PACS1", StudyInstanceUid = "1.2", SeriesInstanceUid = "1.2.1", SopInstanceUid = $"1.2.1.{i}" }).ToEquatableList(),
        });
        using var session = host.Open();
        session.Run("Find-OptosInstance -AE PACS1 1.2 | Receive-OptosStudy").ThrowIfFailed();
        var request = Assert.IsType<RetrieveRequest>(host.Control.Requests.Last());
        Assert.Equal(["1.2.1.1", "1.2.1.2", "1.2.1.3"], request.SopInstanceUid);
        Assert.Equal(["1.2.1"], request.SeriesInstanceUid);
    }

    [Fact]
    public async Task A_retrieval_shows_its_progress_and_a_result_that_says_what_is_missing()
    {
        await using var host = new FakeHost();
        host.Control.RetrieveEvents.Add(new RetrieveEvent { Remaining = 3, Completed = 1 });
        host.Control.RetrieveEvents.Add(new RetrieveEvent
        {
            Result = new RetrieveResult
            {
                AE = "PACS1",
                StudyInstanceUid = "1.2",
                Completed = 3,
                Failed = 1,
                FailedSopInstanceUid = ["1.2.9"],
                Message = "3 came, 1 failed.",
                RecommendedAction = "Again.",
            },
        });
        using var session = host.Open();
        var result = session.Run("Receive-OptosStudy -AE PACS1 1.2");
        Assert.Equal("1.2.9", result.Object.Properties["FailedSopInstanceUid"].Value.ToString());
        Assert.Contains("1 failed", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_retrieval_that_brought_nothing_is_an_error()
    {
        await using var host = new FakeHost();
        host.Control.RetrieveEvents.Add(new RetrieveEvent { Result = new RetrieveResult { Failed = 1, Message = "PACS1 does not know us (A801H).", RecommendedAction = "Tell its administrator." } });
        using var session = host.Open();
        var error = session.Run("Receive-OptosStudy -AE PACS1 1.2").Error;
        Assert.StartsWith("OptosRetrieveFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Tell its administrator.", error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-Modality OP", true)]
    [InlineData("-AllDates", false)]
    [InlineData("-PatientId P1", false)]
    [InlineData("-AccessionNumber A1", false)]
    public async Task The_worklist_of_today_is_asked_for_unless_a_patient_or_an_order_is_named(string arguments, bool today)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run($"Find-OptosWorklistItem -AE RIS1 {arguments}").ThrowIfFailed();
        var query = Assert.IsType<WorklistQuery>(Assert.Single(host.Control.Requests));
        Assert.Equal(today ? DateTime.Today : null, query.DateFrom);
        Assert.Equal(today ? DateTime.Today : null, query.DateTo);
    }

    [Fact]
    public async Task A_result_opens_its_data_set_by_keyword_and_by_tag()
    {
        await using var host = new FakeHost();
        host.Control.Worklist.Add(new QueryPage<WorklistItem> { Results = [Item()] });
        using var session = host.Open();
        var values = session.Run("""
            $item = Find-OptosWorklistItem -AE RIS1
            $item.DataSet['PatientName']; $item.DataSet['0010,0010']; $item.DataSet['ScheduledProcedureStepSequence.Modality']; $item.DataSet.Count; $item.DataSet['NoSuch'] -eq $null
            """).Objects.Select(each => each.ToString());
        Assert.Equal(["Smith^Anna", "Smith^Anna", "OP", "2", "True"], values);
    }

    [Fact]
    public async Task Tables_show_what_a_person_looks_for()
    {
        await using var host = new FakeHost();
        host.Control.Worklist.Add(new QueryPage<WorklistItem> { Results = [Item()] });
        host.Control.RetrieveEvents.Add(new RetrieveEvent { Result = new RetrieveResult { AE = "PACS1", Success = true, Completed = 12, Message = "12 came, 0 failed." } });
        using var session = host.Open();
        var worklist = session.Transcribe("Find-OptosWorklistItem -AE RIS1");
        foreach (var text in new[] { "2024-01-15 10:30", "Smith^Anna", "OP", "OCT_ROOM2", "Macula" })
            Assert.Contains(text, worklist, StringComparison.Ordinal);
        Assert.Contains("12 came, 0 failed.", session.Transcribe("Receive-OptosStudy -AE PACS1 1.2"), StringComparison.Ordinal);
    }

    private static RemoteAE Remote(string name, RemoteServices services) =>
        new() { Name = name, AETitle = AETitle.Parse(name), HostName = "127.0.0.1", Port = 104, Services = services };

    private static StudySummary Study(string uid) => new() { AE = "PACS1", PatientId = "P1", StudyInstanceUid = uid };

    private static WorklistItem Item() => new()
    {
        AE = "RIS1",
        PatientId = "P1",
        PatientName = "Smith^Anna",
        ScheduledAt = new DateTime(2024, 1, 15, 10, 30, 0),
        Modality = "OP",
        StationAETitle = "OCT_ROOM2",
        Step = "Macula",
        DataSet = new DicomAttributeSet(
        [
            new DicomAttribute { Tag = "(0010,0010)", Keyword = "PatientName", VR = "PN", Value = "Smith^Anna" },
            new DicomAttribute
            {
                Tag = "(0040,0100)",
                Keyword = "ScheduledProcedureStepSequence",
                VR = "SQ",
                Items = [new DicomAttributeSet([new DicomAttribute { Tag = "(0008,0060)", Keyword = "Modality", VR = "CS", Value = "OP" }])],
            },
        ]),
    };
}
