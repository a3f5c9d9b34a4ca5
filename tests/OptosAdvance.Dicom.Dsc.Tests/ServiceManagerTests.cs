using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>The service managers of Linux and Windows, by the commands that they are given.</summary>
public sealed class ServiceManagerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _commands = [];
    private readonly Dictionary<string, (int ExitCode, string Output)> _answers = [];
    private readonly HostExecutable _host = new("/opt/optos adv/host/optosd", [], "/opt/optos adv/host");

    [Fact]
    public void A_unit_is_written_read_back_and_removed()
    {
        var systemd = new SystemdServiceManager([Path.Combine(_folder.Path, "etc"), Path.Combine(_folder.Path, "local")], Path.Combine(_folder.Path, "local"), Run);
        Assert.Null(systemd.Read());

        systemd.Install(_host, "/srv/50% images");
        var unit = File.ReadAllText(Path.Combine(_folder.Path, "local", "optosd.service"));
        Assert.Contains("ExecStart=\"/opt/optos adv/host/optosd\" run --data \"/srv/50%% images\"\n", unit, StringComparison.Ordinal);
        Assert.Equal(["systemctl daemon-reload"], _commands);
        _answers["systemctl is-enabled optosd.service"] = (1, "masked\n");
        Assert.Equal(new HostServiceRegistration("/srv/50% images", HostStartup.Disabled), systemd.Read());

        _commands.Clear();
        systemd.SetStartup(HostStartup.Automatic);
        systemd.Start();
        systemd.Stop();
        systemd.Remove();
        Assert.Equal(
            ["unmask", "enable", "start", "stop", "disable --now", "daemon-reload"],
            _commands.Select(command => command.Replace("systemctl ", "", StringComparison.Ordinal).Replace(" optosd.service", "", StringComparison.Ordinal)));
        Assert.Null(systemd.Read());
    }

    [Fact]
    public void The_unit_of_the_examples_is_understood()
    {
        var folder = Path.Combine(_folder.Path, "etc");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Places.SourceRoot, "examples", "optosd.service"), Path.Combine(folder, "optosd.service"));
        _answers["systemctl is-enabled optosd.service"] = (0, "enabled\n");
        Assert.Equal(new HostServiceRegistration("/var/lib/optosadvance", HostStartup.Automatic), new SystemdServiceManager([folder], folder, Run).Read());
    }

    [Fact]
    public void What_the_system_says_is_in_the_error()
    {
        _answers["systemctl start optosd.service"] = (1, "Interactive authentication required.\n");
        var error = Assert.Throws<ControlException>(() => new SystemdServiceManager([_folder.Path], _folder.Path, Run).Start());
        Assert.Contains("Interactive authentication required.", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ServiceFailed, ExitCodes.Of(error.Error));
    }

    [Fact]
    public void A_service_of_Windows_is_created_read_back_and_changed()
    {
        var windows = new WindowsServiceManager(Run);
        _answers["sc.exe qc OptosDicomHost"] = (1060, "The specified service does not exist as an installed service.");
        Assert.Null(windows.Read());
        windows.Install(new HostExecutable(@"C:\Program Files\Optos\host\optosd.exe", [], @"C:\Program Files\Optos\host"), @"D:\Optos");
        Assert.Contains("sc.exe create OptosDicomHost binPath= \"C:\\Program Files\\Optos\\host\\optosd.exe\" run --data \"D:\\Optos\"", _commands);

        _answers["sc.exe qc OptosDicomHost"] = (0, """
            SERVICE_NAME: OptosDicomHost
                    TYPE               : 10  WIN32_OWN_PROCESS
                    START_TYPE         : 2   AUTO_START
                    BINARY_PATH_NAME   : "C:\Program Files\Optos\host\optosd.exe" run --data "/srv/optos"
            """);
        Assert.Equal(new HostServiceRegistration("/srv/optos", HostStartup.Automatic), windows.Read());

        _commands.Clear();
        windows.SetStartup(HostStartup.Disabled);
        _answers["sc.exe stop OptosDicomHost"] = (1062, "The service has not been started.");
        _answers["sc.exe query OptosDicomHost"] = (0, "        STATE              : 1  STOPPED\r\n");
        windows.Stop();
        _answers["sc.exe start OptosDicomHost"] = (5, "Access is denied.");
        Assert.Contains("Access is denied.", Assert.Throws<ControlException>(windows.Start).Message, StringComparison.Ordinal);
        Assert.Equal("sc.exe config OptosDicomHost start= disabled", _commands[0]);
    }

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var command = $"{program} {string.Join(' ', arguments)}";
        _commands.Add(command);
        return _answers.GetValueOrDefault(command);
    }
}
