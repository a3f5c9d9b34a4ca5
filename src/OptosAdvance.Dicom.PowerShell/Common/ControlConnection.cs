using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>A connection with the host of a data directory.</summary>
internal sealed class ControlConnection : IDisposable
{
    private readonly ControlClient _client;

    private ControlConnection(ControlClient client, string dataPath)
    {
        _client = client;
        DataPath = dataPath;
    }

    /// <summary>Data directory of the host.</summary>
    public string DataPath { get; }

    /// <summary>The host.</summary>
    public IOptosControl Control => _client.Control;

    /// <summary>Connects.</summary>
    /// <exception cref="ControlException">The host does not run, or does not let the caller in.</exception>
    public static async Task<ControlConnection> OpenAsync(string dataPath, CancellationToken cancellationToken, TimeSpan? timeout = null) =>
        new(await ControlClient.ConnectAsync(dataPath, timeout, cancellationToken), dataPath);

    /// <summary>Connects; null when the host does not run.</summary>
    public static async Task<ControlConnection?> TryOpenAsync(string dataPath, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        try
        {
            return await OpenAsync(dataPath, cancellationToken, timeout);
        }
        catch (ControlException e) when (e.Error.Id == ErrorIds.HostNotRunning)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
