using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Starts a program.</summary>
[Cmdlet(VerbsLifecycle.Start, "Process", SupportsShouldProcess = true)]
internal sealed class StartProcessCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopped = new();

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("PSPath", "Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public string[] ArgumentList { get; set; } = [];

    [Parameter]
    public string? WorkingDirectory { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    [Parameter]
    [Alias("nnw")]
    public SwitchParameter NoNewWindow { get; set; }

    [Parameter]
    [Alias("RSO")]
    public string? RedirectStandardOutput { get; set; }

    [Parameter]
    [Alias("RSE")]
    public string? RedirectStandardError { get; set; }

    [Parameter]
    public System.Collections.Hashtable? Environment { get; set; }

    public void Dispose() => stopped.Dispose();

    protected override void ProcessRecord()
    {
        if (!ShouldProcess(FilePath))
        {
            return;
        }

        var location = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        var start = new ProcessStartInfo(Program())
        {
            // As PowerShell does it: the arguments make one line, quotes in it are the caller's business.
            Arguments = string.Join(' ', ArgumentList),
            WorkingDirectory = WorkingDirectory is null ? location : SessionState.Path.GetUnresolvedProviderPathFromPSPath(WorkingDirectory),
            UseShellExecute = false,
            CreateNoWindow = NoNewWindow,
            RedirectStandardOutput = RedirectStandardOutput is not null,
            RedirectStandardError = RedirectStandardError is not null,
        };
        foreach (System.Collections.DictionaryEntry entry in Environment ?? [])
        {
            start.Environment[entry.Key.ToString()!] = entry.Value?.ToString();
        }

        Run(start);
    }

    protected override void StopProcessing() => stopped.Cancel();

    private string Program() =>
        FilePath.AsSpan().ContainsAny('/', '\\') ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(FilePath) : FilePath;

    private void Run(ProcessStartInfo start)
    {
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception problem) when (problem is Win32Exception or InvalidOperationException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"This command cannot be run due to the error: {problem.Message}", problem),
                "InvalidOperationException", ErrorCategory.InvalidOperation, FilePath));
            return;
        }

        // The copies end with the process's streams; those who wait for the process wait for them, too.
        var output = Copy(start.RedirectStandardOutput ? process.StandardOutput.BaseStream : null, RedirectStandardOutput);
        var error = Copy(start.RedirectStandardError ? process.StandardError.BaseStream : null, RedirectStandardError);
        if (PassThru)
        {
            WriteObject(process);
        }

        if (Wait)
        {
            try
            {
                process.WaitForExitAsync(stopped.Token).GetAwaiter().GetResult();
                Task.WhenAll(output, error).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
        }
    }

    private async Task Copy(Stream? source, string? path)
    {
        if (source is null)
        {
            return;
        }

        var file = File.Create(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        await using (file.ConfigureAwait(false))
        {
            await source.CopyToAsync(file).ConfigureAwait(false);
        }
    }
}
