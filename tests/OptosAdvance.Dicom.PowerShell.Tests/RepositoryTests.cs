using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class RepositoryTests
{
    /// <summary>Each setting of the repository with a value as it is typed, and one that is refused with what the message must name.</summary>
    public static TheoryData<string, string, string, string?, string> EverySetting => new()
    {
        { "Path", "/data/images", "/data/images", "images", "'images' is not an absolute path" },
        { "Durability", "OperatingSystem", "OperatingSystem", "Never", "Never" },
        { "SpareFilesMegabytes", "0", "0", "1048577", "1048577" },
        { "LowWatermark", "9%", "9%", "4%", "CriticalWatermark (5%) must be below LowWatermark (4%)" },
        { "HighWatermark", "20%", "20%", "8%", "LowWatermark (10%) must be below HighWatermark (8%)" },
        { "CriticalWatermark", "4.5%", "4.5%", "12%", "CriticalWatermark (12%) must be below LowWatermark (10%)" },
        { "CpuIdleWatermark", "45%", "45%", "101%", "'101%' is not" },
        { "ProtectedStudies", "100", "100", "-1", "-1" },
        { "CheckIntervalSeconds", "30", "30", "0", "0" },
        { "PurgeBatchSize", "25", "25", "10001", "10001" },
        { "ActivityRetentionDays", "365", "365", "0", "0" },
        { "NotificationAddress", "it@clinic.example", "it@clinic.example", "'it@'", "'it@' is not an e-mail address" },
        { "PurgePolicy", "CommittedOnly", "CommittedOnly", "Sometimes", "Sometimes" },
    };

    [Theory]
    [MemberData(nameof(EverySetting))]
    public async Task Sets_keeps_and_refuses_each_setting(string name, string typed, string expected, string? wrong, string told)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run($"Set-OptosRepository -{name} {typed}").ThrowIfFailed();
        Assert.Equal(expected, session.Run($"(Get-OptosRepository).{name}").Object.ToString());
        var before = host.Control.Configuration;
        host.Control.Configuration = new ApplianceConfiguration();
        var error = session.Run($"Set-OptosRepository -{name} {wrong}").Error;
        Assert.Contains(told, error.Exception.Message + error.ErrorDetails?.Message, StringComparison.Ordinal);
        Assert.Equal(new ApplianceConfiguration(), host.Control.Configuration);
        Assert.NotEqual(before, host.Control.Configuration);
    }

    [Fact]
    public void Tests_every_setting_that_there_is() => Assert.Equal(
        SettingsMetadata.Of<RepositorySettings>().Select(setting => setting.Name).Order(),
        EverySetting.Select(row => row.Data.Item1).Order());

    [Fact]
    public async Task Shows_settings_and_status_side_by_side_with_the_folder_in_use()
    {
        await using var host = new FakeHost();
        host.Control.Repository = host.Control.Repository with
        {
            State = ServiceState.Suspended,
            StateReason = "Free space is 4 GB.",
            FreeBytes = 4L << 30,
            CpuIdlePercent = 71.2,
            Purge = new PurgeStatus { State = PurgeState.NothingEligible, Explanation = "None may go.", ProtectedByHand = 3, LastPurgedAt = DateTimeOffset.UnixEpoch, LastPurgedStudies = 12, LastPurgedBytes = 3L << 30 },
        };
        using var session = host.Open();
        var shown = session.Transcribe("Get-OptosRepository");
        foreach (var expected in new[]
        {
            "/data/images", "Suspended since", "Free space is 4 GB.", "4.00 GB of 100.00 GB (4.0%)", "10%  = 10.00 GB", "NothingEligible: None may go.", "12 studies, 3.00 GB",
            "71% idle", "3 protected by hand", "####H#L#C.]",
        })
        {
            Assert.Contains(expected, shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_still_the_settings_record_for_the_pipeline_and_for_comparison()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var repository = session.Run("Get-OptosRepository").Object;
        Assert.Equal(nameof(RepositorySettings), repository.BaseObject.GetType().Name);
        Assert.Equal("25", session.Run("(Get-OptosRepository).Status.FreePercent").Object.ToString());
        Assert.Equal("True", session.Run("(Get-OptosRepository).Equals((Get-OptosRepository))").Object.ToString());
        session.Run("Get-OptosRepository | Set-OptosRepository -PurgeBatchSize 11").ThrowIfFailed();
        Assert.Equal(new RepositorySettings { PurgeBatchSize = 11 }, host.Control.Configuration.Repository);
    }

    [Fact]
    public async Task WhatIf_lists_every_study_with_its_fate_and_purges_nothing()
    {
        await using var host = new FakeHost();
        host.Control.PurgePreview.AddRange(
        [
            new PurgeEvent { StudyInstanceUid = "1.2.1", Action = PurgeAction.Goes, Reason = "Last used 2026-01-02 10:00." },
            new PurgeEvent { StudyInstanceUid = "1.2.2", Action = PurgeAction.Stays, Reason = "It is protected by hand." },
            new PurgeEvent { Reason = "The next batch is 1 study." },
        ]);
        using var session = host.Open();
        var result = session.Run("Invoke-OptosPurge -Force -WhatIf");
        Assert.Equal(["Goes", "Stays"], result.Objects.Select(each => each.Properties["Action"].Value.ToString()));
        Assert.Equal(["1.2.1", "1.2.2"], result.Objects.Select(each => each.Properties["StudyInstanceUid"].Value));
        Assert.Equal(new PurgeRequest { Force = true }, Assert.Single(host.Control.Requests));
    }

    [Fact]
    public async Task A_purge_tells_what_it_did_and_each_study_that_could_not_go()
    {
        await using var host = new FakeHost();
        host.Control.PurgeEvents.AddRange(
        [
            new PurgeEvent { StudyInstanceUid = "1.2.1", Action = PurgeAction.Purged, Purged = 1, FreeBytes = 5 << 20, HighBytes = 10 << 20 },
            new PurgeEvent { StudyInstanceUid = "1.2.2", Action = PurgeAction.SetAside, Reason = "Access denied.", Purged = 1, SetAside = 1 },
            new PurgeEvent { Purged = 1, SetAside = 1, Instances = 4, Size = 1000, State = PurgeState.NothingEligible, Reason = "None is left.", FreeBytes = 6 << 20 },
        ]);
        using var session = host.Open();
        var result = session.Run("Invoke-OptosPurge");
        Assert.StartsWith("OptosPurgeFailed,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("1.2.2", result.Error.TargetObject);
        var summary = Assert.Single(result.Output);
        Assert.Equal((1, 4, 1000L, 1), (summary.Properties["Studies"].Value, summary.Properties["Instances"].Value, summary.Properties["Bytes"].Value, summary.Properties["SetAside"].Value));
        Assert.Equal("NothingEligible", summary.Properties["State"].Value.ToString());
    }
}
