namespace OptosAdvance.Dicom.Host;

internal sealed partial class IndexWriter
{
    /// <summary>What decides whether a study may be purged, as it is now; null when the index does not hold it.</summary>
    public (bool IsProtected, int Committed, int Instances, DateTimeOffset AccessedAt)? FindPurgeRow(string studyInstanceUid) =>
        _sql.FindPurgeRow.FirstValue(
            static reader => (reader.GetBoolean(0), reader.GetInt32(1), reader.GetInt32(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))),
            studyInstanceUid);

    /// <summary>Notes that a study could not be deleted, and when it may be tried again.</summary>
    public void SetAside(string studyInstanceUid, string reason, DateTimeOffset until) =>
        _sql.PutSetAside.Run(studyInstanceUid, reason, until.ToUnixTimeMilliseconds());
}
