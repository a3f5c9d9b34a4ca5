using System.Globalization;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Keeps a second host off a data directory. The operating system frees the lock when the process ends, however it ends;
/// the process id stands in a file of its own, since the locked one cannot be read on every platform.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _pidPath;

    private DataDirectoryLock(FileStream held, string pidPath)
    {
        _lock = held;
        _pidPath = pidPath;
    }

    /// <exception cref="HostStartException">Another host holds it (the message names its process id), or the directory cannot be written to.</exception>
    public static DataDirectoryLock Acquire(string dataDirectory)
    {
        var pidPath = Path.Combine(dataDirectory, "optosd.pid");
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(dataDirectory, "optosd.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostStartException($"The data directory '{dataDirectory}' cannot be written to: {e.Message}", inner: e);
        }
        catch (IOException e) when (File.Exists(Path.Combine(dataDirectory, "optosd.lock")))
        {
            throw new HostStartException(
                $"A host already runs on '{dataDirectory}' ({DescribeHolder(pidPath)}). Stop it first, or give another --data directory.",
                ExitCodes.AlreadyRunning,
                e);
        }
        catch (IOException e)
        {
            throw new HostStartException($"The data directory '{dataDirectory}' cannot be used: {e.Message}", inner: e);
        }

        try
        {
            File.WriteAllText(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new DataDirectoryLock(held, pidPath);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_pidPath);
        _lock.Dispose();
    }

    private static string DescribeHolder(string pidPath)
    {
        try
        {
            return $"process {File.ReadAllText(pidPath).Trim()}";
        }
        catch (IOException)
        {
            // It is starting or stopping at this very moment.
            return "its process id is not known yet";
        }
    }
}
