using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.PowerShell.Tests;

/// <summary>A PowerShell with the module imported, as a console has it.</summary>
internal sealed partial class PowerShellSession : IDisposable
{
    // An engine keeps tables of the process that two imports at the same moment would both write.
    private static readonly Lock Importing = new();

    private readonly Runspace _runspace;
    private readonly RecordingHost _host = new();

    public PowerShellSession()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        lock (Importing)
        {
            Run($"Import-Module -Name '{ModuleUnderTest.Manifest}'").ThrowIfFailed();
        }
    }

    /// <summary>Runs a script to its end.</summary>
    public PowerShellResult Run(string script) => RunAsync(script).GetAwaiter().GetResult();

    /// <summary>Runs a script; cancelling does what Ctrl+C does.</summary>
    public async Task<PowerShellResult> RunAsync(string script, CancellationToken stop = default)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script);
        using var output = new PSDataCollection<PSObject>();
        Exception? terminating = null;
        using var registration = stop.Register(() => shell.BeginStop(null, null));
        try
        {
            await shell.InvokeAsync<PSObject, PSObject>(null, output);
        }
        catch (RuntimeException e)
        {
            terminating = e;
        }

        return new PowerShellResult(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(each => each.Message)],
            [.. shell.Streams.Verbose.Select(each => each.Message)],
            [.. shell.Streams.Progress],
            terminating);
    }

    /// <summary>What a console shows of a script: objects as the format views have them, and what commands tell the user.</summary>
    public string Transcribe(string script)
    {
        _host.Clear();
        Run($"& {{ {script} }} *>&1 | Out-Default").ThrowIfFailed();
        return Colours().Replace(_host.Text, "");
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();

    public void Dispose() => _runspace.Dispose();
}
