using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Deletes rows that are older than they are to be kept, a few at a time, so that a million of them hold up nobody who records.
/// A row that audit messages still wait for is kept for longer: twice as long, and <see cref="ShortestWait"/> at least.
/// </summary>
/// <remarks>Used by the one thread that writes.</remarks>
internal sealed class ActivityRetention(IApplianceSettings settings, TimeProvider time)
{
    /// <summary>Rows deleted in one transaction.</summary>
    public const int ChunkSize = 500;

    /// <summary>How long a row that is not delivered yet stays at least.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private DateTimeOffset _next;

    /// <summary>How long until there is something to do; zero or less for now.</summary>
    public TimeSpan Wait => _next - time.GetUtcNow();

    /// <summary>Deletes one chunk when it is due.</summary>
    /// <param name="statements">Of the connection that writes.</param>
    /// <param name="delivered">Id of the last row that is delivered; null when no audit messages are wanted.</param>
    /// <returns>Rows that were deleted though they were not delivered.</returns>
    /// <exception cref="SqliteException">The log cannot be written; it is tried again later.</exception>
    public int DeleteSome(ActivityStatements statements, long? delivered)
    {
        if (Wait > TimeSpan.Zero)
        {
            return 0;
        }

        // Should it fail, it is tried again in an hour, and nobody is told in between.
        _next = time.GetUtcNow() + Interval;
        var kept = TimeSpan.FromDays(settings.Current.Repository.ActivityRetentionDays);
        var keptAtLast = kept * 2 > ShortestWait ? kept * 2 : ShortestWait;
        using var transaction = statements.Begin();
        var deleted = statements.Prune(time.GetUtcNow() - kept, delivered ?? long.MaxValue, ChunkSize);
        var lost = delivered is null || deleted == ChunkSize ? 0 : statements.Prune(time.GetUtcNow() - keptAtLast, long.MaxValue, ChunkSize - deleted);
        transaction.Commit();
        if (deleted + lost == ChunkSize)
        {
            _next = time.GetUtcNow() + Pause;
        }

        return lost;
    }
}
