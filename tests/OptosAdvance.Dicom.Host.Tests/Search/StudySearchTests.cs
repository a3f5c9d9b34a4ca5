using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class StudySearchTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;

    public StudySearchTests() => _repository = new TestRepository(_folder.Path, Durability.OperatingSystem);

    [Theory]
    [InlineData("galton", true)]
    [InlineData("GALTON^FRANCIS", true)]
    [InlineData("ga*", true)]
    [InlineData("*ton^f*", true)]
    [InlineData("g?lton*", true)]
    [InlineData("galt", false)]
    [InlineData("francis", false)]
    [InlineData("*", true)]
    [InlineData("[g]alton", false)]
    public async Task Matches_a_name_without_regard_to_case(string key, bool matches) =>
        await AssertMatchesAsync(new SampleInstance { PatientName = "Galton^Francis" }, new StudyQuery { PatientName = key }, matches);

    [Theory]
    [InlineData("yamada*", true)]
    [InlineData("山田*", true)]
    [InlineData("やまだ^たろう", true)]
    [InlineData("yamada=山田", true)]
    [InlineData("yamada=鈴木", false)]
    public async Task Matches_any_component_group_of_a_name(string key, bool matches)
    {
        var sample = new SampleInstance { PatientName = "Yamada^Tarou=山田^太郎=やまだ^たろう" };
        await _repository.StoreAsync(sample);
        var found = await FindAsync(new StudyQuery { PatientName = key });
        Assert.Equal(matches ? 1 : 0, found.Count);
        Assert.All(found, study => Assert.Equal(sample.PatientName, study.PatientName));
    }

    [Theory]
    [InlineData("P1", true)]
    [InlineData("p1", false)]
    [InlineData("P*", true)]
    [InlineData("?1", true)]
    [InlineData("P", false)]
    [InlineData("[P]1", false)]
    public async Task Matches_a_patient_id_exactly_or_by_wildcard(string key, bool matches) =>
        await AssertMatchesAsync(new SampleInstance { PatientId = "P1" }, new StudyQuery { PatientId = key }, matches);

    [Theory]
    [InlineData("2026-01-02", "2026-01-02", true)]
    [InlineData("2026-01-01", null, true)]
    [InlineData(null, "2026-01-01", false)]
    [InlineData("2026-01-03", null, false)]
    public async Task Matches_dates_as_whole_days(string? from, string? to, bool matches) =>
        await AssertMatchesAsync(
            new SampleInstance { StudyDate = "20260102" },
            new StudyQuery { StudyDateFrom = Day(from), StudyDateTo = Day(to) },
            matches);

    [Fact]
    public async Task A_study_without_a_date_is_found_but_lies_in_no_range()
    {
        await _repository.StoreAsync(new SampleInstance { StudyDate = "" });
        Assert.Null(Assert.Single(await FindAsync(new StudyQuery())).StudyDate);
        Assert.Empty(await FindAsync(new StudyQuery { StudyDateTo = new DateTime(2100, 1, 1) }));
    }

    [Fact]
    public async Task Matches_a_modality_of_any_series_and_other_keys_together()
    {
        var sample = new SampleInstance { Modality = "OP" };
        await _repository.StoreAsync(sample);
        await _repository.StoreAsync(sample with { Series = "1.2.3", Instance = "1.2.3.4", Modality = "OPT" });
        Assert.Equal(["OP", "OPT"], Assert.Single(await FindAsync(new StudyQuery { Modality = ["opt"] })).Modalities);
        Assert.Single(await FindAsync(new StudyQuery { Modality = ["VF", "OP"], PatientName = "galton", AccessionNumber = "A1" }));
        Assert.Empty(await FindAsync(new StudyQuery { Modality = ["O"] }));
        Assert.Empty(await FindAsync(new StudyQuery { Modality = ["OP"], AccessionNumber = "A2" }));
    }

    [Theory]
    [InlineData("retina*", true)]
    [InlineData("RETINA CHECK", true)]
    [InlineData("retina", false)]
    public async Task Matches_a_description_without_regard_to_case(string key, bool matches) =>
        await AssertMatchesAsync(new SampleInstance(), new StudyQuery { StudyDescription = key }, matches);

    [Fact]
    public async Task Stops_at_the_configured_number_and_says_that_more_exist()
    {
        for (var i = 1; i <= 5; i++)
        {
            await _repository.StoreAsync(new SampleInstance { StudyDate = $"2026010{i}" });
        }

        _repository.Settings.Current = _repository.Settings.Current with { PatientSearch = new PatientSearchSettings { MaximumQueryResults = 3 } };
        var pages = await _repository.Search.FindAsync(new StudyQuery(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(pages[^1].MoreExist);
        Assert.Equal([5, 4, 3], pages.SelectMany(page => page.Studies).Select(study => study.StudyDate!.Value.Day));
        pages = await _repository.Search.FindAsync(new StudyQuery { Limit = 100 }, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, pages[^1].Limit);

        _repository.Settings.Current = _repository.Settings.Current with { PatientSearch = new PatientSearchSettings { MaximumQueryResults = 5 } };
        pages = await _repository.Search.FindAsync(new StudyQuery(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.False(pages[^1].MoreExist);
        Assert.Equal(5, pages.Sum(page => page.Studies.Count));
    }

    [Fact]
    public async Task A_range_that_ends_before_it_starts_is_an_error()
    {
        var query = new StudyQuery { StudyDateFrom = new DateTime(2026, 2, 1), StudyDateTo = new DateTime(2026, 1, 1) };
        var error = await Assert.ThrowsAsync<ControlException>(() => FindAsync(query));
        Assert.Equal(ErrorIds.InvalidArgument, error.Error.Id);
    }

    [Fact]
    public async Task Shows_series_and_instances_by_number()
    {
        var sample = new SampleInstance { Number = 2 };
        await _repository.StoreAsync(sample);
        await _repository.StoreAsync(sample with { Instance = "1.2.3", Number = 1 });
        var detail = await _repository.Search.GetAsync(sample.Study, TestContext.Current.CancellationToken);
        var series = Assert.Single(detail!.Series);
        Assert.Equal(("OP", 1, "R"), (series.Modality, series.SeriesNumber, series.Laterality));
        Assert.Equal([1, 2], series.Instances.Select(instance => instance.InstanceNumber!.Value));
        var instance = series.Instances[1];
        Assert.Equal("Ophthalmic Photography 8 Bit Image Storage", instance.SopClassName);
        Assert.Equal((8, 8, 1), (instance.Rows, instance.Columns, instance.NumberOfFrames));
        Assert.Equal(RepositoryLayout.InstanceFile(sample.Key), instance.Path);
        Assert.Null(await _repository.Search.GetAsync("1.2.3.4.5", TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        _folder.Dispose();
    }

    private static DateTime? Day(string? text) => text is null ? null : DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private async Task AssertMatchesAsync(SampleInstance sample, StudyQuery query, bool matches)
    {
        await _repository.StoreAsync(sample);
        Assert.Equal(matches ? 1 : 0, (await FindAsync(query)).Count);
    }

    private async Task<List<StudySummary>> FindAsync(StudyQuery query)
    {
        var pages = await _repository.Search.FindAsync(query, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        return [.. pages.SelectMany(page => page.Studies)];
    }
}
