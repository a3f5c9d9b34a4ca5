using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Waits until processes have ended.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Process", DefaultParameterSetName = "Name")]
internal sealed class WaitProcessCommand : ProcessCommand, IDisposable
{
    private readonly CancellationTokenSource stopped = new();

    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 32767)]
    public int? Timeout { get; set; }

    public void Dispose() => stopped.Dispose();

    protected override void ProcessRecord()
    {
        foreach (var process in Find())
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopped.Token);
            if (Timeout is { } seconds)
            {
                limit.CancelAfter(TimeSpan.FromSeconds(seconds));
            }

            try
            {
                process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (!stopped.IsCancellationRequested)
            {
                WriteError(new ErrorRecord(
                    new TimeoutException($"The process {process.ProcessName} ({process.Id}) did not end within {Timeout} seconds."),
                    "ProcessNotTerminated", ErrorCategory.CloseError, process));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    protected override void StopProcessing() => stopped.Cancel();
}
