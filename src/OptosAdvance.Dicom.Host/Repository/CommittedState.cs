using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>What archives have confirmed, in the index.</summary>
internal sealed class CommittedState(IndexDatabase index, StorageVolumes volumes, IngestCommitter committer) : ICommittedState
{
    private const string Columns = "s.uid, r.uid, i.uid, i.sop_class, i.length, i.header, i.checksum, i.received_at, i.committed_at IS NOT NULL, i.volume";

    /// <summary>UIDs looked up by one statement.</summary>
    private const int LookupBatch = 200;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldInstance>> ListAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        await index.ReadAsync(
            connection => Read(
                connection,
                $"""
                SELECT {Columns} FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id
                WHERE s.uid = $0 ORDER BY r.number IS NULL, r.number, r.id, i.number IS NULL, i.number, i.id
                """,
                [studyInstanceUid]),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldInstance>> FindAsync(IReadOnlyCollection<string> sopInstanceUids, CancellationToken cancellationToken)
    {
        var found = new List<HeldInstance>();
        foreach (var batch in sopInstanceUids.Chunk(LookupBatch))
        {
            var list = string.Join(", ", batch.Select(static (_, i) => $"${i}"));
            found.AddRange(await index.ReadAsync(
                connection => Read(
                    connection,
                    $"SELECT {Columns} FROM instances i JOIN series r ON r.id = i.series JOIN studies s ON s.id = r.study WHERE i.uid IN ({list})",
                    batch),
                cancellationToken));
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> MarkAsync(IReadOnlyList<(InstanceKey Key, StoredFile File)> confirmed, DateTimeOffset at, string with) =>
        confirmed.Count == 0
            ? []
            : await committer.ChangeIndexAsync(writer => confirmed.Select(each => writer.MarkCommitted(each.Key, each.File, at, with)).ToList());

    /// <inheritdoc/>
    public bool IsIntact(HeldInstance instance) =>
        volumes.Find(instance.VolumeId) is { } volume && new FileInfo(volume.PathOf(instance.Key)) is { Exists: true } file && file.Length == instance.File.Length;

    /// <inheritdoc/>
    public Task<bool> MakeDurableAsync() => committer.MakeIndexDurableAsync();

    private static List<HeldInstance> Read(SqliteConnection connection, string sql, string[] values)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts and numbers of parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }

        using var reader = command.ExecuteReader();
        var instances = new List<HeldInstance>();
        while (reader.Read())
        {
            instances.Add(new HeldInstance(
                new InstanceKey(reader.GetString(0), reader.GetString(1), reader.GetString(2)),
                reader.GetString(3),
                reader.GetInt64(9),
                new StoredFile(reader.GetInt64(4), reader.GetInt32(5), unchecked((ulong)reader.GetInt64(6))),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)),
                reader.GetBoolean(8)));
        }

        return instances;
    }
}
