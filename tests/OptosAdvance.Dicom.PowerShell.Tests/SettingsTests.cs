using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("-CriticalWatermark 4%", "CriticalWatermark", "4%")]
    [InlineData("-CriticalWatermark 4.5%", "CriticalWatermark", "4.5%")]
    [InlineData("-CriticalWatermark '4 %'", "CriticalWatermark", "4%")]
    [InlineData("-LowWatermark 20GB", "LowWatermark", "20GB")]
    [InlineData("-LowWatermark '20 GB'", "LowWatermark", "20GB")]
    [InlineData("-LowWatermark:9%", "LowWatermark", "9%")]
    [InlineData("-CpuIdleWatermark 40%", "CpuIdleWatermark", "40%")]
    [InlineData("-Durability OperatingSystem", "Durability", "OperatingSystem")]
    [InlineData("-PurgeBatchSize 5", "PurgeBatchSize", "5")]
    [InlineData("-NotificationAddress it@clinic.example", "NotificationAddress", "it@clinic.example")]
    public async Task Sets_what_is_typed_bare(string arguments, string property, string expected)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var after = session.Run($"Set-OptosRepository {arguments} -PassThru").Object;
        Assert.Equal(expected, after.Properties[property].Value.ToString());
        Assert.Equal(property, Assert.Single(Assert.Single(host.Control.Applied).Repository!.Given));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("0.05")]
    [InlineData("5x")]
    public async Task Refuses_a_watermark_without_unit_and_says_how_to_write_it(string value)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run($"Set-OptosRepository -CriticalWatermark {value}").Error;
        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("%", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(host.Control.Applied);
    }

    [Theory]
    [InlineData("LocalAE", typeof(LocalAESettings))]
    [InlineData("Repository", typeof(RepositorySettings))]
    [InlineData("PatientSearch", typeof(PatientSearchSettings))]
    [InlineData("Streaming", typeof(StreamingSettings))]
    [InlineData("Notification", typeof(NotificationSettings))]
    [InlineData("Audit", typeof(AuditSettings))]
    [InlineData("DicomAE", typeof(RemoteAE))]
    public void Names_each_parameter_of_Set_as_Get_names_the_property(string noun, Type settings)
    {
        using var session = new PowerShellSession();
        var parameters = session.Run($"(Get-Command Set-Optos{noun}).Parameters.Keys").Objects.Select(each => each.ToString()).ToHashSet();
        Assert.Empty(SettingsMetadata.Of(settings).Select(setting => setting.Name).Except(parameters));
    }

    [Fact]
    public async Task Shows_before_and_after_with_WhatIf_and_changes_nothing()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var shown = session.Transcribe("Set-OptosLocalAE -Port 104 -AETitle CLINIC -WhatIf");
        Assert.Contains("AETitle: OPTOSADVANCE -> CLINIC, Port: 11112 -> 104", shown, StringComparison.Ordinal);
        Assert.Empty(host.Control.Applied);
    }

    [Fact]
    public async Task Changes_nothing_and_asks_nothing_when_all_is_as_wanted()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var result = session.Run("Set-OptosLocalAE -Port 11112 -Verbose");
        Assert.Empty(result.Objects);
        Assert.Contains(result.Verbose, line => line.Contains("as wanted already", StringComparison.Ordinal));
        Assert.Empty(host.Control.Applied);
    }

    [Theory]
    [InlineData("Set-OptosLocalAE")]
    [InlineData("Set-OptosRepository -PassThru")]
    [InlineData("Set-OptosNotification")]
    public async Task Wants_something_to_set(string command)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run(command).Error;
        Assert.StartsWith("OptosNothingToSet,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_every_error_of_a_refused_change_and_what_to_do()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var error = session.Run("Set-OptosLocalAE -Port 70000 -MaximumInboundAssociations 0").Error;
        Assert.Equal("OptosInvalidConfiguration,OptosAdvance.Dicom.PowerShell.SetOptosLocalAECommand", error.FullyQualifiedErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("70000", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("MaximumInboundAssociations", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal("LocalAE", error.TargetObject);
    }

    [Fact]
    public async Task Takes_settings_from_the_pipeline_by_name()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("[pscustomobject]@{ Port = 11120; AETitle = 'PIPED' } | Set-OptosStreaming").ThrowIfFailed();
        Assert.Equal(11120, host.Control.Configuration.Streaming.Port);
        Assert.Equal("PIPED", host.Control.Configuration.Streaming.AETitle.Value);
        session.Run("Get-OptosRepository | Set-OptosRepository; Get-OptosLocalAE | Set-OptosLocalAE; Get-OptosNotification | Set-OptosNotification; Get-OptosAudit | Set-OptosAudit").ThrowIfFailed();
    }

    [Fact]
    public async Task Sets_a_credential_and_never_shows_it()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var shown = session.Transcribe("""
            $password = [System.Security.SecureString]::new(); foreach ($c in 'hunter2'.ToCharArray()) { $password.AppendChar($c) }
            Set-OptosNotification -Server mail.example -From a@b.example -Credential ([pscredential]::new('optos', $password)) -PassThru -Verbose
            """);
        Assert.Equal("optos", host.Control.Configuration.Notification.CredentialUserName);
        Assert.Equal("hunter2", host.Control.Configuration.Notification.CredentialPassword!.Reveal());
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.Contains("***", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removes_a_value_with_an_empty_text()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = host.Control.Configuration with { Repository = new RepositorySettings { Path = "/data/images" } };
        using var session = host.Open();
        session.Run("Set-OptosRepository -Path ''").ThrowIfFailed();
        Assert.Null(host.Control.Configuration.Repository.Path);
    }
}
