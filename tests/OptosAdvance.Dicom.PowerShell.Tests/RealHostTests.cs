using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>The module against the host that it carries.</summary>
public sealed class RealHostTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly PowerShellSession _session = new();

    [Fact]
    public void Starts_configures_and_stops_a_host()
    {
        var status = _session.Run($"Start-OptosDicomHost -DataPath '{_data.Path}' -PassThru").Object;
        var processId = (int)status.Properties["ProcessId"].Value;
        Assert.NotEqual(Environment.ProcessId, processId);

        var port = FreePort();
        var local = _session.Run($"Set-OptosLocalAE -Port {port} -AETitle CLINIC1 -PassThru").Object;
        Assert.Equal(port, local.Properties["Port"].Value);
        var listener = _session.Run("(Get-OptosDicomHost).Listeners[0]").Object;
        Assert.Equal(port, listener.Properties["Port"].Value);

        _session.Run("New-OptosDicomAE -Name PACS1 -AETitle PACS -HostName 127.0.0.1 -Port 104 -Services Storage, QueryRetrieve").ThrowIfFailed();
        Assert.Equal("PACS1", _session.Run("Get-OptosDicomAE | ForEach-Object Name").Object.ToString());
        Assert.NotEmpty(_session.Run("Get-OptosActivity -Kind Configuration").Objects);
        Assert.Empty(_session.Run("Find-OptosStudy").Objects);

        var again = _session.Run("Restart-OptosDicomHost -PassThru").Object;
        Assert.NotEqual(processId, again.Properties["ProcessId"].Value);
        Assert.Equal("CLINIC1", _session.Run("(Get-OptosLocalAE).AETitle.Value").Object.ToString());

        _session.Run("Stop-OptosDicomHost").ThrowIfFailed();
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById((int)again.Properties["ProcessId"].Value));
        Assert.Equal("Stopped", _session.Run("(Get-OptosDicomHost).State").Object.ToString());
        _session.Run("Stop-OptosDicomHost").ThrowIfFailed();
    }

    [Fact]
    public void Leaves_a_running_host_as_it_is()
    {
        var first = _session.Run($"(Start-OptosDicomHost -DataPath '{_data.Path}' -PassThru).ProcessId").Object.BaseObject;
        using var other = new PowerShellSession();
        var second = other.Run($"(Start-OptosDicomHost -DataPath '{_data.Path}' -PassThru).ProcessId").Object.BaseObject;
        Assert.Equal(first, second);
    }

    [Fact]
    public void Tells_the_hosts_own_words_when_it_does_not_start()
    {
        var file = Path.Combine(_data.Path, "file");
        File.WriteAllText(file, "A file where a folder should be.");
        var error = _session.Run($"Start-OptosDicomHost -DataPath '{file}'").Error;
        Assert.StartsWith("OptosHostStartFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_taken_port_is_taken_and_keeps_the_old_one()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var before = FreePort();
        _session.Run($"Start-OptosDicomHost -DataPath '{_data.Path}'; Set-OptosLocalAE -Port {before}").ThrowIfFailed();
        var error = _session.Run($"Set-OptosLocalAE -Port {port}").Error;
        Assert.StartsWith("OptosEndpointUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, _session.Run("(Get-OptosLocalAE).Port").Object.BaseObject);
    }

    public void Dispose()
    {
        _session.Run($"Stop-OptosDicomHost -DataPath '{_data.Path}' -ErrorAction SilentlyContinue");
        _session.Dispose();
        _data.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
