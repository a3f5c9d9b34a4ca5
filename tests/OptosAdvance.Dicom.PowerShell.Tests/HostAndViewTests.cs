using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class HostAndViewTests
{
    private const string Uid = "1.2.826.0.1.3680043.8.498.12345678901234567890123456789012345678";

    public static TheoryData<string> EveryCommandThatAsksTheHost =>
    [
        "Get-OptosLocalAE", "Set-OptosLocalAE -Port 1", "Get-OptosRepository", "Get-OptosDicomAE", "New-OptosDicomAE A", "Set-OptosDicomAE A -Port 1", "Remove-OptosDicomAE A",
        "Test-OptosDicomAE", "Find-OptosStudy", "Get-OptosStudy 1.2", "Remove-OptosStudy 1.2", "Protect-OptosStudy 1.2", "Import-OptosStudy .", "Export-OptosStudy 1.2 out",
        "Get-OptosActivity", "Get-OptosRefusedCaller", "Invoke-OptosPurge",
    ];

    [Theory]
    [MemberData(nameof(EveryCommandThatAsksTheHost))]
    public void Says_that_the_host_does_not_run_and_how_to_start_it(string command)
    {
        using var data = new TemporaryFolder();
        using var session = new PowerShellSession();
        var result = session.Run($"{command} -DataPath '{data.Path}'");
        Assert.Empty(result.Output);
        Assert.StartsWith("OptosHostNotRunning,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ConnectionError, result.Error.CategoryInfo.Category);
        Assert.Equal(data.Path, result.Error.TargetObject);
        Assert.Contains("Start-OptosDicomHost", result.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_a_host_that_does_not_run_as_stopped()
    {
        using var data = new TemporaryFolder();
        using var session = new PowerShellSession();
        var status = session.Run($"Get-OptosDicomHost -DataPath '{data.Path}'").Object;
        Assert.Equal("Stopped", status.Properties["State"].Value.ToString());
        session.Run($"Stop-OptosDicomHost -DataPath '{data.Path}'").ThrowIfFailed();
    }

    [Fact]
    public async Task Talks_to_the_host_that_each_command_names()
    {
        await using var one = new FakeHost();
        await using var two = new FakeHost();
        using var session = one.Open();
        session.Run($"Set-OptosLocalAE -Port 1001; Set-OptosLocalAE -Port 1002 -DataPath '{two.DataPath}'").ThrowIfFailed();
        Assert.Equal(1001, one.Control.Configuration.LocalAE.Port);
        Assert.Equal(1002, two.Control.Configuration.LocalAE.Port);
        var ports = session.Run($"'{one.DataPath}', '{two.DataPath}' | ForEach-Object {{ Get-OptosDicomHost -DataPath $_ }} | Get-OptosLocalAE | ForEach-Object Port").Objects;
        Assert.Equal([1001, 1002], ports.Select(port => (int)port.BaseObject));
    }

    [Fact]
    public void Starts_nothing_with_WhatIf()
    {
        using var data = new TemporaryFolder();
        using var session = new PowerShellSession();
        Assert.Contains(data.Path, session.Transcribe($"Start-OptosDicomHost -DataPath '{data.Path}' -WhatIf"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task Shows_everything_within_120_columns()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        foreach (var (command, expected) in new[]
        {
            ("Get-OptosDicomHost", "Storage OPTOSADVANCE at 127.0.0.1:11112, 1 of 20 associations"),
            ("(Get-OptosDicomHost).Listeners", "OPTOSADVANCE"),
            ("Get-OptosLocalAE", "MaximumInboundAssociations"),
            ("Get-OptosRepository", "[##############################....H.L.C.]"),
            ("Invoke-OptosPurge -WhatIf", "It is protected by hand."),
            ("Invoke-OptosPurge", "ProtectedStudies keeps 1"),
            ("Get-OptosPatientSearch", "MaximumQueryResults"),
            ("Get-OptosStreaming", "OPTOSSTREAM"),
            ("Get-OptosNotification", "Security"),
            ("Get-OptosDicomAE", "PACS1"),
            ("Test-OptosDicomAE", "PACS1"),
            ("Find-OptosStudy", "117.7 MB"),
            ("Get-OptosStudy 1.2.1", "#1 OP R"),
            ("Get-OptosStudy 1.2.1 -Series", "OP"),
            ("Get-OptosStudy 1.2.1 -Instance", "Ophthalmic Photography 8 Bit"),
            ("Get-OptosActivity", "Camera sent"),
            ("Get-OptosRefusedCaller", "CAMERA2"),
            ("Find-OptosStudy; Get-OptosDicomHost; Get-OptosStudy 1.2.1", "SeriesCount"),
        })
        {
            var shown = session.Transcribe(command);
            Assert.Contains(expected, shown, StringComparison.Ordinal);
            Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 120, $"{command}: {line.Length} columns: {line}"));
        }
    }

    [Fact]
    public async Task Shows_the_activity_of_a_study_and_kind()
    {
        await using var host = new FakeHost();
        Fill(host.Control);
        using var session = host.Open();
        session.Run("Get-OptosActivity -Kind Receive, Import -Peer CAM* -StudyInstanceUid 1.2.1 -Last 5 -Outcome Success -Since '2024-01-01'").ThrowIfFailed();
        var query = Assert.IsType<ActivityQuery>(Assert.Single(host.Control.Requests));
        Assert.Equal([ActivityKind.Receive, ActivityKind.Import], query.Kind);
        Assert.Equal(("CAM*", "1.2.1", 5, ActivityOutcome.Success), (query.Peer, query.StudyInstanceUid, query.Last, query.Outcome));
        Assert.Equal(new DateTime(2024, 1, 1), query.Since!.Value.LocalDateTime);
    }

    private static void Fill(FakeControl control)
    {
        control.Status = control.Status with
        {
            Listeners = [new ListenerStatus { Service = "Storage", AETitle = "OPTOSADVANCE", HostName = "127.0.0.1", Port = 11112, Associations = 1, MaximumAssociations = 20 }],
            Repository = new RepositoryVolume { Path = "/var/lib/optosadvance/repository", TotalBytes = 1L << 40, FreeBytes = 1L << 39 },
        };
        control.Configuration = control.Configuration with
        {
            RemoteAEs =
            [
                new RemoteAE
                {
                    Name = "PACS1", AETitle = AETitle.Parse("PACS_ARCHIVE"), HostName = "a-very-long-host-name.radiology.clinic.example", Port = 11112,
                    Services = RemoteServices.Storage | RemoteServices.StorageCommitment | RemoteServices.QueryRetrieve | RemoteServices.ModalityWorklist,
                },
            ],
        };
        var study = StudyTests.Study(1);
        control.Studies.Add(study with
        {
            Series = [study.Series[0] with { SeriesInstanceUid = Uid, SeriesDescription = new string('d', 64), Instances = [new InstanceDetail { SopInstanceUid = Uid, SopClassName = "Ophthalmic Photography 8 Bit Image Storage", Size = 36_000_000 }] }],
        });
        control.Studies.Add(study with { Study = study.Study with { StudyInstanceUid = Uid, PatientId = new string('9', 64), PatientName = new string('N', 64) } });
        control.Activity.Add(new ActivityRecord { Time = DateTimeOffset.UnixEpoch, Kind = ActivityKind.Configuration, Peer = "administrator@clinic", Message = "Camera sent " + new string('x', 300) });
        control.PurgePreview.Add(new PurgeEvent { StudyInstanceUid = Uid, PatientId = new string('9', 64), Size = 36_000_000, Action = PurgeAction.Stays, Reason = "It is protected by hand." });
        control.PurgeEvents.Add(new PurgeEvent { State = PurgeState.StudiesProtected, Reason = "1 studies are left, and ProtectedStudies keeps 1. " + new string('r', 200) });
        control.RefusedCallers.Add(new RefusedCaller { Name = "CAMERA2", AETitle = "CAMERA2", HostName = "2001:0db8:85a3:0000:0000:8a2e:0370:7334", CalledAETitle = "OPTOSADVANCE", Reason = new string('r', 200), Count = 1234 });
    }
}
