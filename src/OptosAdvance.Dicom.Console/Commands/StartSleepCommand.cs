using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Waits; Ctrl+C ends the waiting.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
internal sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim stopped = new();

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Seconds", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, 2147483.0)]
    public double Seconds { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds", ValueFromPipelineByPropertyName = true)]
    [Alias("ms")]
    [ValidateRange(0, int.MaxValue)]
    public int Milliseconds { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromTimeSpan", ValueFromPipeline = true)]
    [Alias("ts")]
    public TimeSpan Duration { get; set; }

    public void Dispose() => stopped.Dispose();

    protected override void ProcessRecord() => stopped.Wait(ParameterSetName switch
    {
        "Milliseconds" => TimeSpan.FromMilliseconds(Milliseconds),
        "FromTimeSpan" => Duration,
        _ => TimeSpan.FromSeconds(Seconds),
    });

    protected override void StopProcessing() => stopped.Set();
}
