using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance that is to be sent: what it is, and where it lies.</summary>
/// <param name="Item">Its place in the job.</param>
/// <param name="SopClass">SOP class.</param>
/// <param name="TransferSyntax">What it is stored in.</param>
/// <param name="VolumeId">Volume that holds the file.</param>
/// <param name="File">The file.</param>
internal sealed record OutgoingInstance(JobInstance Item, DicomUid SopClass, DicomUid TransferSyntax, long VolumeId, StoredFile File)
{
    /// <summary>Names the file.</summary>
    public InstanceKey Key => new(Item.StudyInstanceUid, Item.SeriesInstanceUid, Item.SopInstanceUid);

    /// <summary>Bytes of the data set.</summary>
    public long DataSetLength => File.Length - File.HeaderLength;

    /// <summary>Finds what the index holds of a job's instances.</summary>
    /// <param name="connection">The index.</param>
    /// <param name="items">The instances; they keep their order.</param>
    /// <returns>What was found.</returns>
    public static List<OutgoingInstance> Find(SqliteConnection connection, IReadOnlyList<JobInstance> items)
    {
        var found = new List<OutgoingInstance>(items.Count);
        foreach (var study in items.GroupBy(static item => item.StudyInstanceUid))
        {
            var rows = ReadStudy(connection, study.Key);
            found.AddRange(study
                .Where(item => rows.ContainsKey((item.SeriesInstanceUid, item.SopInstanceUid)))
                .Select(item => rows[(item.SeriesInstanceUid, item.SopInstanceUid)] with { Item = item }));
        }

        return found;
    }

    private static Dictionary<(string Series, string Instance), OutgoingInstance> ReadStudy(SqliteConnection connection, string study)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT r.uid, i.uid, i.sop_class, i.transfer_syntax, i.volume, i.length, i.header, i.checksum
            FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id WHERE s.uid = $uid
            """;
        command.Parameters.AddWithValue("$uid", study);
        using var reader = command.ExecuteReader();
        var rows = new Dictionary<(string, string), OutgoingInstance>();
        while (reader.Read())
        {
            var item = new JobInstance(study, reader.GetString(0), reader.GetString(1));
            rows[(item.SeriesInstanceUid, item.SopInstanceUid)] = new OutgoingInstance(
                item,
                new DicomUid(reader.GetString(2)),
                new DicomUid(reader.GetString(3)),
                reader.GetInt64(4),
                new StoredFile(reader.GetInt64(5), reader.GetInt32(6), unchecked((ulong)reader.GetInt64(7))));
        }

        return rows;
    }
}
