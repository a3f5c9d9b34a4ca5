using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>The SQLite file of the index: one connection that writes, a pool of connections that read.</summary>
/// <remarks>
/// WAL with synchronous=NORMAL: a commit is not flushed by SQLite. What makes an acknowledged instance survive a power cut is the
/// ingest log, which is flushed with the instance and replayed at start; a checkpoint makes the index itself durable.
/// </remarks>
internal sealed class IndexDatabase : IDisposable
{
    private const int MaximumIdleReaders = 8;

    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private int _idleReaders;
    private volatile bool _disposed;

    private IndexDatabase(string path, SqliteConnection writer)
    {
        Path = path;
        Writer = writer;
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>The only connection that writes; its user sees to it that it has one user.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>Why the index was set aside and made anew when it was opened, as a person reads it; null when it was not.</summary>
    public string? MadeAnewBecause { get; private set; }

    /// <summary>As <see cref="Open"/>; an index that is damaged is set aside first.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The index was written by a newer program.</exception>
    /// <exception cref="IOException">It is damaged and cannot be set aside.</exception>
    public static IndexDatabase OpenOrMakeAnew(string path, DateTimeOffset now)
    {
        var damage = IndexDamage.ReadNote(path);
        try
        {
            if (damage is null)
            {
                return Open(path);
            }
        }
        catch (SqliteException exception) when (IndexDamage.Is(exception))
        {
            damage = exception.Message;
        }

        var aside = IndexDamage.SetAside(path, now);
        var anew = Open(path);
        anew.MadeAnewBecause = $"The index is damaged ({damage.TrimEnd('.')}) and was set aside as '{aside}'.";
        return anew;
    }

    /// <summary>Opens or creates the index and brings its schema up to date.</summary>
    /// <exception cref="SqliteException">The file is not a database, or cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The index was written by a newer program.</exception>
    public static IndexDatabase Open(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var writer = SqliteFile.Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Checkpoints are the committer's decision: SQLite's own would flush in the middle of a batch.
            SqliteFile.Execute(writer, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16000;");
            IndexSchema.Migrate(writer);
            return new IndexDatabase(path, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Awaited before each query: the index is committed some time after what it is about was acknowledged.</summary>
    public Func<Task> WhenUpToDate { get; set; } = static () => Task.CompletedTask;

    /// <summary>Told when a query shows that the index is damaged.</summary>
    public Action<Exception> WhenDamaged { get; set; } = static _ => { };

    /// <summary>Runs a query on a pooled connection, on the thread pool.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                await WhenUpToDate().WaitAsync(cancellationToken);
                return ReadNow(query);
            },
            cancellationToken);

    /// <summary>As <see cref="ReadAsync"/>, of what is committed: for who looks again and again, and need not see what was acknowledged a moment ago. Nobody is held up for it.</summary>
    public Task<T> ReadCommittedAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken) => Task.Run(() => ReadNow(query), cancellationToken);

    /// <summary>Runs a query on a pooled connection.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        WhenUpToDate().GetAwaiter().GetResult();
        return ReadNow(query);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        Writer.Dispose();
    }

    private T ReadNow<T>(Func<SqliteConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return ReadPooled(query);
        }
        catch (SqliteException exception) when (IndexDamage.Is(exception))
        {
            WhenDamaged(exception);
            throw;
        }
    }

    private T ReadPooled<T>(Func<SqliteConnection, T> query)
    {
        if (_readers.TryTake(out var reader))
        {
            Interlocked.Decrement(ref _idleReaders);
        }
        else
        {
            reader = ConnectReader();
        }

        var result = default(T);
        try
        {
            result = query(reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        if (_disposed || Interlocked.Increment(ref _idleReaders) > MaximumIdleReaders)
        {
            Interlocked.Decrement(ref _idleReaders);
            reader.Dispose();
        }
        else
        {
            _readers.Add(reader);
        }

        return result;
    }

    private SqliteConnection ConnectReader()
    {
        var reader = SqliteFile.Open(Path, SqliteOpenMode.ReadWrite);
        SqliteFile.Execute(reader, "PRAGMA query_only=1; PRAGMA cache_size=-4000;");
        reader.CreateFunction("fold", (string? text) => text?.ToUpperInvariant(), isDeterministic: true);
        return reader;
    }
}
