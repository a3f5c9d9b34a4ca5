namespace OptosAdvance.Dicom.Host;

/// <summary>One folder that holds instances: its marker, its incoming area, its ingest log.</summary>
internal sealed class StorageVolume : IDisposable
{
    /// <summary>
    /// Larger ones cost less as a file that is flushed: they need not be written twice, once into the log and once into their place.
    /// </summary>
    private const int LargestHeld = 256 << 10;

    /// <summary>On smaller volumes the log takes what it needs and no more.</summary>
    private const long RoomyBytes = 2L << 30;

    private long _nextTemporary;
    private long _incomingBytes;
    private long _lastArrival;
    private bool _isIndexed;

    private StorageVolume(string root, string token)
    {
        Root = root;
        Token = token;
        Flush = VolumeFlush.Open(root);
        var incoming = Path.Combine(root, RepositoryLayout.Incoming);
        KeepsMarks = ArrivalMark.IsKeptIn(incoming);
        Spares = new SpareFiles(SpareFolder);
        Log = new IngestLog(Path.Combine(root, RepositoryLayout.Log)) { MayAllocateAhead = VolumeSize.Of(root) >= RoomyBytes };
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>Names the volume wherever it is mounted.</summary>
    public string Token { get; }

    /// <summary>Row of the volume in the index; set once it is registered.</summary>
    public long Id { get; set; }

    /// <summary>Everything in its study folders is in the index; see <see cref="IndexRebuild"/>.</summary>
    public bool IsIndexed
    {
        get => Volatile.Read(ref _isIndexed);
        set => Volatile.Write(ref _isIndexed, value);
    }

    public IngestLog Log { get; }

    public VolumeFlush Flush { get; private set; }

    /// <summary>
    /// Instances of up to this many bytes are held in memory while they come in, and made durable by way of the log; 0 where the volume cannot be flushed as
    /// a whole, for then their files could not be flushed before the log is emptied.
    /// </summary>
    public int HeldLimit => Flush.CanFlushVolume ? LargestHeld : 0;

    /// <summary>A file that came in can say so of itself: see <see cref="ArrivalMark"/>.</summary>
    public bool KeepsMarks { get; }

    /// <summary>Files that instances can come into.</summary>
    public SpareFiles Spares { get; }

    /// <summary>Spare files are of use: they can be flushed without a commit of the file system's journal, and marked after a crash.</summary>
    public bool CanHaveSpares => KeepsMarks && Flush.CanFlushVolume;

    public string StudiesFolder => Path.Combine(Root, RepositoryLayout.Studies);

    public string IncomingFolder => Path.Combine(Root, RepositoryLayout.Incoming);

    public string SpareFolder => Path.Combine(Root, RepositoryLayout.Spare);

    private DirectoryInfo[] TemporaryFolders => [new(IncomingFolder), new(SpareFolder)];

    /// <summary>Bytes of the instances that come in now: what a flush of the whole volume would have to write besides.</summary>
    public long IncomingBytes => Volatile.Read(ref _incomingBytes);

    /// <summary>The marker is there, and it is ours: the volume is mounted.</summary>
    public bool IsPresent
    {
        get
        {
            try
            {
                return ReadToken(Root) == Token;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A device that is gone answers with an error rather than with "no such file".
                return false;
            }
        }
    }

    /// <summary>Why a repository's folder is not used while its marker is not there.</summary>
    public static string MissingReason(string root) => $"The repository's marker is not in '{root}': its volume is not mounted.";

    /// <summary>Opens a repository folder that has a marker; null when there is none (volume not mounted).</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be used.</exception>
    public static StorageVolume? OpenExisting(string root) =>
        ReadToken(root) is { } token ? new StorageVolume(Prepare(root), token) : null;

    /// <summary>Opens a repository folder; makes folder and marker when they are not there.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static StorageVolume OpenOrCreate(string root)
    {
        Prepare(root);
        var token = ReadToken(root);
        if (token is null)
        {
            token = Guid.NewGuid().ToString("D");
            var marker = Path.Combine(root, RepositoryLayout.Marker);
            var temporary = marker + ".new";
            using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(handle, System.Text.Encoding.ASCII.GetBytes(token + "\n"), 0);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, marker, overwrite: true);
        }

        return new StorageVolume(root, token);
    }

    /// <summary>Sees to it that the volume is there: else what was not found on it may be there all the same.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not mounted.</exception>
    public void RequirePresent()
    {
        if (!IsPresent)
        {
            throw new DirectoryNotFoundException(MissingReason(Root));
        }
    }

    /// <summary>Absolute path of an instance's file.</summary>
    public string PathOf(InstanceKey key) => Path.Combine(Root, RepositoryLayout.InstanceFile(key));

    /// <summary>A name in the incoming area that is not in use; unique as long as the area is cleaned at start.</summary>
    public string NextTemporaryName(string extension = ".part") =>
        Interlocked.Increment(ref _nextTemporary).ToString("x8", System.Globalization.CultureInfo.InvariantCulture) + extension;

    /// <summary>Where something of that name lies until it is in its place.</summary>
    public string TemporaryPath(string name) => Path.Combine(SpareFile.IsName(name) ? SpareFolder : IncomingFolder, name);

    /// <summary>Makes a folder of a study or series, if it is not there.</summary>
    /// <exception cref="IOException">The volume is away, full or broken.</exception>
    public void EnsureFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (!Directory.Exists(StudiesFolder))
        {
            // The volume is away: a folder made now would be on the one below it.
            throw new DirectoryNotFoundException($"The folder '{StudiesFolder}' is not there.");
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>Counts bytes that came in, or with a negative number those of an instance that no longer does.</summary>
    public void AddIncoming(long bytes)
    {
        Interlocked.Add(ref _incomingBytes, bytes);
        Volatile.Write(ref _lastArrival, Environment.TickCount64);
    }

    /// <summary>Nothing is on its way in, and nothing has been for so long.</summary>
    public bool IsQuietFor(TimeSpan time) => IncomingBytes == 0 && Environment.TickCount64 - Volatile.Read(ref _lastArrival) >= time.TotalMilliseconds;

    /// <summary>Starts to receive an instance.</summary>
    /// <param name="startsEarly">It will be flushed: the device may begin while it comes in.</param>
    public IncomingFile CreateIncoming(bool startsEarly = false) => new(this, NextTemporaryName(), startsEarly);

    /// <summary>Makes durable what lies in study folders: what comes before the log is emptied.</summary>
    /// <exception cref="IOException">The device reported an error.</exception>
    public void FlushPlaced()
    {
        if (Flush.CanFlushVolume)
        {
            Flush.FlushVolume();
            return;
        }

        // Each file was flushed. Their renames came before this, and a file system that journals keeps their order.
        Log.Flush();
    }

    /// <summary>
    /// Opens anew what is held open. What was opened before a device went away leads to the device that went, also when it is back. The log has to be read
    /// after this.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public void Reopen()
    {
        Log.Close();
        var before = Flush;
        Flush = VolumeFlush.Open(Root);
        before.Dispose();
    }

    /// <summary>What may wait for its place: all that came in, and spare files.</summary>
    public IEnumerable<FileInfo> ListWaiting() => TemporaryFolders.SelectMany(static folder => folder.EnumerateFiles());

    /// <summary>Removes what an earlier run left in the incoming area, and its spare files.</summary>
    public void CleanIncoming()
    {
        foreach (var entry in TemporaryFolders.SelectMany(static folder => folder.EnumerateFileSystemInfos()))
        {
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    public void Dispose()
    {
        Log.Dispose();
        Flush.Dispose();
    }

    private static string Prepare(string root)
    {
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(Path.Combine(root, RepositoryLayout.Studies));
        Directory.CreateDirectory(Path.Combine(root, RepositoryLayout.Incoming));
        Directory.CreateDirectory(Path.Combine(root, RepositoryLayout.Spare));
        return root;
    }

    private static string? ReadToken(string root)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(root, RepositoryLayout.Marker)).Trim();
            return Guid.TryParse(text, out _) ? text : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
