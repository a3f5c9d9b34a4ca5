using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class DicomAETests
{
    [Fact]
    public async Task Creates_lists_changes_and_removes_an_entry()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var created = session.Run("New-OptosDicomAE PACS1 -AETitle PACS -HostName pacs.example -Port 104 -Services Storage, QueryRetrieve -PassThru").Object;
        Assert.Equal("Storage, QueryRetrieve", created.Properties["Services"].Value.ToString());
        Assert.Equal("pacs.example", created.Properties["ComputerName"].Value);

        session.Run("Set-OptosDicomAE PACS1 -Port 11112 -Description 'Main archive'").ThrowIfFailed();
        Assert.Equal(11112, host.Control.Configuration.RemoteAEs[0].Port);
        Assert.Equal("pacs.example", host.Control.Configuration.RemoteAEs[0].HostName);

        session.Run("Get-OptosDicomAE | Remove-OptosDicomAE").ThrowIfFailed();
        Assert.Empty(host.Control.Configuration.RemoteAEs);
    }

    [Fact]
    public async Task Selects_by_wildcard_and_by_service()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("""
            'PACS1', 'PACS2' | ForEach-Object { New-OptosDicomAE $_ -AETitle $_ -HostName h -Port 104 -Services Storage }
            New-OptosDicomAE WL -AETitle WL -HostName h -Port 105 -Services ModalityWorklist
            """).ThrowIfFailed();
        Assert.Equal(["PACS1", "PACS2"], session.Run("Get-OptosDicomAE p* | ForEach-Object Name").Objects.Select(each => each.ToString()));
        Assert.Equal("WL", session.Run("Get-OptosDicomAE -Services ModalityWorklist | ForEach-Object Name").Object.ToString());
        Assert.Empty(session.Run("Get-OptosDicomAE NOTHING*").Objects);
    }

    [Theory]
    [InlineData("Get-OptosDicomAE NOBODY, PACS1")]
    [InlineData("Set-OptosDicomAE NOBODY, PACS1 -Port 105 -PassThru")]
    [InlineData("Remove-OptosDicomAE NOBODY, PACS1 -PassThru")]
    [InlineData("Test-OptosDicomAE NOBODY, PACS1")]
    public async Task Says_which_name_does_not_exist_and_goes_on_with_the_others(string command)
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("New-OptosDicomAE PACS1 -AETitle PACS -HostName h -Port 104").ThrowIfFailed();
        var result = session.Run(command);
        Assert.StartsWith("OptosNotFound,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("NOBODY", result.Error.TargetObject);
        Assert.Contains("Get-OptosDicomAE", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("PACS1", Assert.Single(result.Output).Properties["Name"].Value);
    }

    [Fact]
    public async Task Refuses_to_create_an_entry_twice()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("New-OptosDicomAE PACS1 -AETitle PACS -HostName h -Port 104").ThrowIfFailed();
        var error = session.Run("New-OptosDicomAE pacs1 -AETitle PACS -HostName h -Port 104").Error;
        Assert.StartsWith("OptosAlreadyExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
    }

    [Fact]
    public async Task Shows_what_would_be_removed_and_removes_nothing()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("New-OptosDicomAE PACS1 -AETitle PACS -HostName h -Port 104").ThrowIfFailed();
        Assert.Contains("PACS1", session.Transcribe("Remove-OptosDicomAE * -WhatIf"), StringComparison.Ordinal);
        Assert.Contains("Port: 104 -> 105", session.Transcribe("Set-OptosDicomAE PACS1 -Port 105 -WhatIf"), StringComparison.Ordinal);
        Assert.Equal(104, Assert.Single(host.Control.Configuration.RemoteAEs).Port);
    }

    [Fact]
    public async Task Lets_a_refused_caller_in_by_one_line()
    {
        await using var host = new FakeHost();
        host.Control.RefusedCallers.Add(new RefusedCaller { Name = "CAMERA2", AETitle = "CAMERA2", HostName = "10.1.2.3", Reason = "unknown", Wanted = ["Verification"] });
        using var session = host.Open();
        session.Run("Get-OptosRefusedCaller -Name CAM* | New-OptosDicomAE -Description 'Room 2'").ThrowIfFailed();
        var entry = Assert.Single(host.Control.Configuration.RemoteAEs);
        Assert.Equal(("CAMERA2", "CAMERA2", "10.1.2.3", null), (entry.Name, entry.AETitle!.Value, entry.HostName, entry.Port));
        Assert.Equal(RemoteServices.None, entry.Services);
    }

    [Fact]
    public async Task Tests_several_at_the_same_time_and_writes_each_as_it_answers()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("1..4 | ForEach-Object { New-OptosDicomAE \"A$_\" -AETitle \"A$_\" -HostName h -Port 104 -Services Storage }").ThrowIfFailed();
        var all = new TaskCompletionSource();
        host.Control.Test = async (request, cancellationToken) =>
        {
            if (host.Control.Requests.Count == 4)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return new RemoteAETestResult { Name = request.Name!, Success = request.Name != "A3", Step = RemoteAETestStep.Tcp };
        };
        var results = session.Run("Test-OptosDicomAE").Objects;
        Assert.Equal(["A1", "A2", "A3", "A4"], results.Select(each => each.Properties["Name"].Value.ToString()!).Order());
        Assert.Equal("A3", Assert.Single(results, each => !(bool)each.Properties["Success"].Value).Properties["Name"].Value);
    }

    [Fact]
    public async Task Tests_an_address_that_is_not_configured()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("Test-OptosDicomAE -AETitle X -HostName h -Port 104 -TimeoutSeconds 3 -CallingAETitle ME").ThrowIfFailed();
        var request = Assert.IsType<RemoteAETestRequest>(Assert.Single(host.Control.Requests));
        Assert.Equal(("X", "h", 104, 3, "ME"), (request.AETitle!.Value, request.HostName, request.Port, request.TimeoutSeconds, request.CallingAETitle!.Value));
    }

    [Fact]
    public async Task Completes_live_names_and_quotes_them_where_needed()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run("'PACS1', 'Main PACS', 'WL' | ForEach-Object { New-OptosDicomAE $_ -AETitle A -HostName h -Port 104 }").ThrowIfFailed();
        Assert.Equal(["'Main PACS'", "PACS1", "WL"], Complete(session, "Get-OptosDicomAE -Name "));
        Assert.Equal(["PACS1"], Complete(session, "Remove-OptosDicomAE PA"));
        Assert.Contains("5%", Complete(session, "Set-OptosRepository -CriticalWatermark "));
    }

    [Fact]
    public void Completes_nothing_and_fails_nothing_without_a_host()
    {
        using var data = new TemporaryFolder();
        using var session = new PowerShellSession();
        Assert.Empty(Complete(session, $"Get-OptosDicomAE -DataPath '{data.Path}' -Name NoFileIsNamedSo"));
    }

    private static string[] Complete(PowerShellSession session, string line) =>
        [.. session.Run($"[System.Management.Automation.CommandCompletion]::CompleteInput('{line.Replace("'", "''", StringComparison.Ordinal)}', {line.Length}, $null).CompletionMatches | ForEach-Object CompletionText")
            .Objects.Select(each => each.ToString())];
}
