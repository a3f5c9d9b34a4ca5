using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>Every statement that changes the index.</summary>
internal sealed partial class IndexStatements(SqliteConnection connection) : IDisposable
{
    private readonly List<IndexStatement> _all = [];

    public IndexStatement Begin => field ??= Prepare("BEGIN IMMEDIATE");

    public IndexStatement Commit => field ??= Prepare("COMMIT");

    public IndexStatement Rollback => field ??= Prepare("ROLLBACK");

    public IndexStatement Checkpoint => field ??= Prepare("PRAGMA wal_checkpoint(PASSIVE)");

    public IndexStatement PutVolume => field ??= Prepare(
        "INSERT INTO volumes (token, path, complete) VALUES ($1, $2, 0) ON CONFLICT (token) DO UPDATE SET path = excluded.path");

    public IndexStatement IsVolumeComplete => field ??= Prepare("SELECT complete FROM volumes WHERE id = $1");

    public IndexStatement SetVolumeComplete => field ??= Prepare("UPDATE volumes SET complete = 1 WHERE id = $1");

    public IndexStatement FindVolume => field ??= Prepare("SELECT id FROM volumes WHERE token = $1");

    public IndexStatement AddTotals => field ??= Prepare("UPDATE totals SET studies = studies + $1, instances = instances + $2");

    public IndexStatement FindStudy => field ??= Prepare(
        """
        SELECT id, uid, moment, patient_id, patient_name, birth_date, sex, accession, study_id, description, referring,
               series, instances, size, accessed_at, source, committed
        FROM studies WHERE uid = $1
        """);

    public IndexStatement InsertStudy => field ??= Prepare(
        """
        INSERT INTO studies (uid, moment, patient_id, patient_name, birth_date, sex, accession, study_id, description, referring,
                             received_at, accessed_at, source)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
        """);

    public IndexStatement UpdateStudy => field ??= Prepare(
        """
        UPDATE studies SET moment = $2, patient_id = $3, patient_name = $4, birth_date = $5, sex = $6, accession = $7,
                           study_id = $8, description = $9, referring = $10
        WHERE id = $1
        """);

    public IndexStatement UpdateCounts => field ??= Prepare(
        """
        UPDATE studies SET series = $2, instances = $3, size = $4, accessed_at = max(accessed_at, $5), source = $6, committed = $7,
                           arrived = arrived + $8, arrived_at = max(arrived_at, $9)
        WHERE id = $1
        """);

    public IndexStatement TakeOffArrival => field ??= Prepare("UPDATE studies SET arrived = 0 WHERE id = $1 AND received_at = $2 AND arrived = $3");

    public IndexStatement DeleteStudy => field ??= Prepare("DELETE FROM studies WHERE id = $1");

    public IndexStatement SetProtection => field ??= Prepare("UPDATE studies SET protected = $2 WHERE id = $1");

    public IndexStatement InsertName => field ??= Prepare("INSERT INTO study_names (name, moment, study) VALUES ($1, $2, $3)");

    public IndexStatement DeleteNames => field ??= Prepare("DELETE FROM study_names WHERE study = $1");

    public IndexStatement DeleteModalities => field ??= Prepare("DELETE FROM study_modalities WHERE study = $1");

    public IndexStatement InsertModalities => field ??= Prepare(
        """
        INSERT INTO study_modalities (modality, moment, study)
        SELECT DISTINCT modality, $2, $1 FROM series WHERE study = $1 AND modality <> ''
        """);

    public IndexStatement UpdateModalities => field ??= Prepare(
        """
        UPDATE studies SET modalities = coalesce(
            (SELECT group_concat(modality, '\') FROM (SELECT DISTINCT modality FROM series WHERE study = $1 AND modality <> '' ORDER BY modality)), '')
        WHERE id = $1
        """);

    public IndexStatement FindSeries => field ??= Prepare(
        """
        SELECT id, uid, modality, number, description, laterality, body_part, manufacturer, station
        FROM series WHERE study = $1 AND uid = $2
        """);

    public IndexStatement InsertSeries => field ??= Prepare(
        """
        INSERT INTO series (study, uid, modality, number, description, laterality, body_part, manufacturer, station)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """);

    public IndexStatement UpdateSeries => field ??= Prepare(
        """
        UPDATE series SET modality = $2, number = $3, description = $4, laterality = $5, body_part = $6, manufacturer = $7, station = $8
        WHERE id = $1
        """);

    public IndexStatement DeleteSeries => field ??= Prepare("DELETE FROM series WHERE id = $1");

    public IndexStatement DeleteSeriesOfStudy => field ??= Prepare("DELETE FROM series WHERE study = $1");

    public IndexStatement FindInstance => field ??= Prepare(
        "SELECT id, volume, length, header, checksum, transfer_syntax, committed_at IS NOT NULL, received_at FROM instances WHERE uid = $1 AND series = $2");

    public IndexStatement ListInstances => field ??= Prepare(
        """
        SELECT r.uid, i.uid FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id
        WHERE s.uid = $1 AND i.volume = $2
        """);

    public IndexStatement ListVolumes => field ??= Prepare("SELECT id, path FROM volumes");

    public IndexStatement ListVolumesOfStudy => field ??= Prepare(
        """
        SELECT DISTINCT i.volume FROM studies s JOIN series r ON r.study = s.id JOIN instances i ON i.series = r.id WHERE s.uid = $1
        """);

    public IndexStatement TouchStudy => field ??= Prepare("UPDATE studies SET accessed_at = max(accessed_at, $2) WHERE uid = $1");

    public IndexStatement AnyInstance => field ??= Prepare("SELECT id FROM instances WHERE series = $1 LIMIT 1");

    public IndexStatement InsertInstance => field ??= Prepare(
        """
        INSERT INTO instances (series, uid, sop_class, transfer_syntax, number, frames, rows, columns, volume, length, header, checksum,
                               received_at, source)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """);

    public IndexStatement UpdateInstance => field ??= Prepare(
        """
        UPDATE instances SET sop_class = $3, transfer_syntax = $4, number = $5, frames = $6, rows = $7, columns = $8, volume = $9,
                             length = $10, header = $11, checksum = $12, received_at = $13, source = $14,
                             committed_at = iif($15, committed_at, NULL), committed_with = iif($15, committed_with, NULL)
        WHERE uid = $2 AND series = $1
        """);

    public IndexStatement SetCommitted => field ??= Prepare("UPDATE instances SET committed_at = $2, committed_with = $3 WHERE id = $1");

    public IndexStatement DeleteInstance => field ??= Prepare("DELETE FROM instances WHERE id = $1");

    public IndexStatement DeleteInstancesOfStudy => field ??= Prepare(
        "DELETE FROM instances WHERE series IN (SELECT id FROM series WHERE study = $1)");

    public void Dispose()
    {
        foreach (var statement in _all)
        {
            statement.Dispose();
        }
    }

    private IndexStatement Prepare(string sql)
    {
        var statement = new IndexStatement(connection, sql);
        _all.Add(statement);
        return statement;
    }
}
