using System.Collections.Concurrent;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The folders that hold instances: the one that is written to now, and those that were before the path was changed. What lies in
/// an earlier folder stays there and stays found.
/// </summary>
internal sealed class StorageVolumes : IDisposable
{
    private readonly ConcurrentDictionary<long, StorageVolume> _byId = new();
    private readonly ConcurrentDictionary<long, string> _paths = new();
    private volatile StorageVolume? _current;

    /// <summary>The volume that is written to; null while it is not mounted.</summary>
    public StorageVolume? Current => _current;

    /// <summary>Volumes that are open.</summary>
    public IEnumerable<StorageVolume> Open => _byId.Values;

    /// <summary>No instance lies anywhere but in the folder that is written to.</summary>
    public bool HasOnlyCurrent => _current is not null && _paths.Count == 1;

    /// <summary>Makes a registered volume known.</summary>
    public void Add(StorageVolume volume)
    {
        _byId[volume.Id] = volume;
        _paths[volume.Id] = volume.Root;
        Added?.Invoke();
    }

    /// <summary>Called when a volume was made known that is mounted.</summary>
    public Action? Added { get; set; }

    /// <summary>Searches show everything that is stored on the volumes that are mounted.</summary>
    public bool AreIndexed => _byId.Values.All(static volume => volume.IsIndexed);

    /// <summary>Makes a volume known that is not mounted now.</summary>
    public void AddAbsent(long id, string path) => _paths.TryAdd(id, path);

    /// <summary>Called when a spare file of the volume that is written to was used, or would have been: see <see cref="SpareFiles.Used"/>.</summary>
    public Action? SparesUsed { get; set; }

    public void SetCurrent(StorageVolume? volume)
    {
        if (volume is not null)
        {
            volume.Spares.Used = () => SparesUsed?.Invoke();
        }

        _current = volume;
    }

    public StorageVolume? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>Absolute path of an instance's file.</summary>
    /// <exception cref="ControlException">The volume that holds it is not known.</exception>
    public string PathOf(long volumeId, InstanceKey key) =>
        _paths.TryGetValue(volumeId, out var root)
            ? Path.Combine(root, RepositoryLayout.InstanceFile(key))
            : throw Errors.RepositoryUnavailable("the folder that holds the study is not known any more.");

    /// <summary>Path below the repository; absolute when the file lies in an earlier one.</summary>
    public string DisplayPath(long volumeId, InstanceKey key) =>
        _current?.Id == volumeId || !_paths.ContainsKey(volumeId) ? RepositoryLayout.InstanceFile(key) : PathOf(volumeId, key);

    public void Dispose()
    {
        foreach (var volume in _byId.Values)
        {
            volume.Dispose();
        }
    }
}
