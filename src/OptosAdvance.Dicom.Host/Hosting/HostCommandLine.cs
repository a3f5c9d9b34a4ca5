using System.CommandLine;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The command line of <c>optosd</c>.</summary>
internal static class HostCommandLine
{
    public static RootCommand Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = $"Data directory. Default: {DataDirectory.Variable}, else that of the platform.",
            HelpName = "DIR",
            Recursive = true,
        };
        var run = new Command("run", "Runs the host in the foreground, as a Windows service or as a systemd unit (the default).");
        var root = new RootCommand("optosd, the OptosAdvance DICOM host.") { run };
        root.Options.Add(data);
        root.SetAction((result, cancellationToken) => RunAsync(result.GetValue(data), cancellationToken));
        run.SetAction((result, cancellationToken) => RunAsync(result.GetValue(data), cancellationToken));
        return root;
    }

    private static Task<int> RunAsync(string? data, CancellationToken cancellationToken) =>
        ApplianceHost.RunAsync(new ApplianceDirectory(DataDirectory.Resolve(data)), cancellationToken);
}
