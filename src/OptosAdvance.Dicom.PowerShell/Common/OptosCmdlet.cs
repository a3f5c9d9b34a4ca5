using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// What every cmdlet of the module has: the choice of the host, the connection to it, asynchronous work that Ctrl+C cancels,
/// and errors that say what to do.
/// </summary>
public abstract class OptosCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private ControlConnection? _connection;

    /// <summary>
    /// Data directory of the host to talk to. The default is that of the host that this session started last, then the
    /// environment variable OPTOS_DATA, then the default of the platform.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DataDirectory")]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The data directory in effect; absolute.</summary>
    protected string EffectiveDataPath => DataPath is null
        ? SessionDataPath.Current
        : DataDirectory.Resolve(GetUnresolvedProviderPathFromPSPath(DataPath));

    /// <summary>Called once, before the first object of the pipeline.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Called for each object of the pipeline.</summary>
    protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>Called once, after the last object of the pipeline.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(BeginAsync);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stopping.Cancel();

    /// <summary>The host's control interface; connected at the first use.</summary>
    /// <exception cref="ControlException">The host does not run, or may not be opened.</exception>
    protected async Task<IOptosControl> ControlAsync()
    {
        var path = EffectiveDataPath;
        if (_connection is { } open && open.DataPath != path)
        {
            _connection = null;
            open.Dispose();
        }

        _connection ??= await ControlConnection.OpenAsync(path, StopToken);
        return _connection.Control;
    }

    /// <summary>Ends the connection; the next use opens a new one.</summary>
    protected void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Writes to the pipeline.</summary>
    protected new void WriteObject(object? value) => CmdletPump.RunOutside(() => base.WriteObject(value));

    /// <summary>Writes each item to the pipeline.</summary>
    protected void WriteAll(IEnumerable<object> items)
    {
        foreach (var item in items)
        {
            WriteObject(item);
        }
    }

    /// <summary>
    /// Does the work for one item. An error that concerns the item alone is written and the next item may go on; one that
    /// concerns the connection ends the command.
    /// </summary>
    /// <returns>Whether it went well.</returns>
    protected async Task<bool> TryAsync(object? target, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (ControlException e) when (!ConcernsConnection(e))
        {
            WriteError(e.ToErrorRecord(target));
            return false;
        }
    }

    /// <summary>Absolute path in the file system of what a user typed; it need not exist.</summary>
    protected string FileSystemPath(string path) => GetUnresolvedProviderPathFromPSPath(path);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the connection.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Disconnect();
            _stopping.Dispose();
        }
    }

    private static bool ConcernsConnection(ControlException exception) =>
        exception.Error.Id is ErrorIds.HostNotRunning or ErrorIds.AccessDenied ||
        exception.Error.Category == ControlErrorCategory.ConnectionError;

    private void Run(Func<Task> work)
    {
        try
        {
            CmdletPump.Run(work);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ControlException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ControlException e)
        {
            ThrowTerminatingError(e.ToErrorRecord(EffectiveDataPath));
        }
    }
}
