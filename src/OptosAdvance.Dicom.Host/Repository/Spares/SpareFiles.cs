namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The spare files of a volume: a stock that is laid in while nothing comes in, by what came before. To flush what was written over blocks that are there takes about half as long as to
/// flush a new file, for the file system need not write down where they are. Thread-safe.
/// </summary>
/// <remarks>Nothing depends on a file being here: who finds none makes a new file.</remarks>
/// <param name="folder">Where they lie.</param>
internal sealed class SpareFiles(string folder)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Stack<string>> _stock = [];
    private readonly Dictionary<long, int> _came = [];
    private long _bytes;

    /// <summary>Called when an instance has come for which a spare file would have been of use, or was.</summary>
    public Action? Used { get; set; }

    /// <summary>Bytes of those that are here.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Takes the smallest that has room; it is the caller's to move away or to delete.</summary>
    /// <param name="instanceLength">Bytes of the instance, as far as they are known.</param>
    /// <param name="spare">What was taken: none that is more than twice as large as it need be.</param>
    public bool TryTake(long instanceLength, out SpareFile spare)
    {
        lock (_gate)
        {
            foreach (var (length, names) in _stock)
            {
                if (length > 2 * SpareSize.For(instanceLength))
                {
                    break;
                }

                if (SpareSize.RoomOf(length) >= instanceLength && names.TryPop(out var name))
                {
                    _bytes -= length;
                    spare = new SpareFile(name, length);
                    return true;
                }
            }
        }

        spare = default;
        return false;
    }

    /// <summary>Adds one whose blocks are on the device.</summary>
    public void Add(SpareFile spare)
    {
        lock (_gate)
        {
            if (!_stock.TryGetValue(spare.Length, out var names))
            {
                _stock.Add(spare.Length, names = new Stack<string>());
            }

            names.Push(spare.Name);
            _bytes += spare.Length;
        }
    }

    /// <summary>How many of a size are here.</summary>
    public int CountOf(long length)
    {
        lock (_gate)
        {
            return _stock.TryGetValue(length, out var names) ? names.Count : 0;
        }
    }

    /// <summary>Notes that an instance has come that is to be flushed.</summary>
    public void Note(long instanceLength)
    {
        if (instanceLength > SpareSize.LargestInstance)
        {
            return;
        }

        lock (_gate)
        {
            var length = SpareSize.For(instanceLength);
            _came[length] = _came.GetValueOrDefault(length) + 1;
        }

        Used?.Invoke();
    }

    /// <summary>How many have come since this was asked the last time, by the length of the spare file that suits them.</summary>
    public IReadOnlyDictionary<long, int> TakeCame()
    {
        lock (_gate)
        {
            var came = new Dictionary<long, int>(_came);
            _came.Clear();
            return came;
        }
    }

    /// <summary>Deletes those that are more than wanted.</summary>
    /// <param name="wanted">How many may stay, by length; of others none.</param>
    /// <returns>Bytes of what was deleted.</returns>
    /// <exception cref="IOException">The volume is broken.</exception>
    public long DeleteAllBut(IReadOnlyDictionary<long, int> wanted)
    {
        var going = new List<string>();
        long bytes;
        lock (_gate)
        {
            var before = _bytes;
            foreach (var (length, names) in _stock)
            {
                var most = wanted.GetValueOrDefault(length);
                while (names.Count > most)
                {
                    going.Add(names.Pop());
                    _bytes -= length;
                }
            }

            bytes = before - _bytes;
        }

        foreach (var name in going)
        {
            File.Delete(Path.Combine(folder, name));
        }

        return bytes;
    }

    /// <summary>Deletes all: their room is wanted for something else.</summary>
    /// <returns>Bytes of what was deleted.</returns>
    /// <exception cref="IOException">The volume is broken.</exception>
    public long GiveUp() => DeleteAllBut(new Dictionary<long, int>());
}
