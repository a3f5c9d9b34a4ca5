using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Callers that were turned away, across restarts.</summary>
internal sealed class RefusedCallers(
    ActivityDatabase database, ActivityWriter writer, IApplianceSettings settings, TimeProvider time) : IRefusedCallers
{
    /// <inheritdoc/>
    public void Record(RefusedCaller caller) =>
        writer.Enqueue(new ActivityWrite(Refused: caller with { LastSeen = time.GetUtcNow() }));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RefusedCaller>> ListAsync(CancellationToken cancellationToken)
    {
        await writer.FlushAsync(cancellationToken);
        var configuration = settings.Current;
        var callers = await Task.Run(Read, cancellationToken);
        return [.. callers.Where(caller => !CallerAdmission.WasLetInSince(caller, configuration))];
    }

    /// <summary>Those that have not been served since they were turned away.</summary>
    private List<RefusedCaller> Read()
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT title, address, called, reason, rejection, wanted, count, first, last FROM refused_caller AS caller
            WHERE NOT EXISTS (SELECT 1 FROM activity WHERE peer = caller.title AND time > caller.last
                AND kind IN ({(int)ActivityKind.Association}, {(int)ActivityKind.Receive}) AND outcome <> {(int)ActivityOutcome.Failure})
            ORDER BY last DESC
            """;
        using var reader = command.ExecuteReader();
        var callers = new List<RefusedCaller>();
        while (reader.Read())
        {
            callers.Add(new RefusedCaller
            {
                Name = reader.GetString(0),
                AETitle = reader.GetString(0),
                HostName = reader.GetString(1),
                CalledAETitle = reader.GetString(2),
                Reason = reader.GetString(3),
                Rejection = reader.GetString(4),
                Wanted = reader.GetString(5).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Count = reader.GetInt32(6),
                FirstSeen = new DateTimeOffset(reader.GetInt64(7), TimeSpan.Zero),
                LastSeen = new DateTimeOffset(reader.GetInt64(8), TimeSpan.Zero),
            });
        }

        return callers;
    }
}
