namespace OptosAdvance.Dicom.Host;

/// <summary>Where callers connect: a Unix socket or a named pipe. Disposing closes it and removes what it left in the file system.</summary>
internal interface IControlListener : IDisposable
{
    /// <summary>The next caller.</summary>
    /// <exception cref="IOException">One caller failed to connect; the listener goes on.</exception>
    Task<ControlConnection> AcceptAsync(CancellationToken cancellationToken);
}
