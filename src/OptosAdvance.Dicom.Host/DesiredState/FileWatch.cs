namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Tells that files may have changed, where the system tells it. Shares often do not; who needs to know looks at intervals too.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Action _touched;
    private int _isTouched;

    public FileWatch(IEnumerable<string?> paths, Action touched)
    {
        _touched = touched;
        foreach (var path in paths.OfType<string>())
        {
            try
            {
                var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
                watcher.Changed += (_, _) => Touch();
                watcher.Created += (_, _) => Touch();
                watcher.Renamed += (_, _) => Touch();
                watcher.EnableRaisingEvents = true;
                _watchers.Add(watcher);
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // A folder that is away, or a share: looked at intervals only.
            }
        }
    }

    /// <summary>Whether something was touched since this was asked last.</summary>
    public bool TakeTouched() => Interlocked.Exchange(ref _isTouched, 0) == 1;

    public void Dispose() => _watchers.ForEach(watcher => watcher.Dispose());

    private void Touch()
    {
        Volatile.Write(ref _isTouched, 1);
        _touched();
    }
}
