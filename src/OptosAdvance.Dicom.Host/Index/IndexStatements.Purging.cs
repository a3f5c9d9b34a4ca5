namespace OptosAdvance.Dicom.Host;

internal sealed partial class IndexStatements
{
    public IndexStatement FindPurgeRow => field ??= Prepare("SELECT protected, committed, instances, accessed_at FROM studies WHERE uid = $1");

    public IndexStatement PutSetAside => field ??= Prepare(
        """
        INSERT INTO purge_set_aside (study, reason, until) SELECT id, $2, $3 FROM studies WHERE uid = $1
        ON CONFLICT (study) DO UPDATE SET reason = excluded.reason, until = excluded.until
        """);

    public IndexStatement DeleteSetAside => field ??= Prepare("DELETE FROM purge_set_aside WHERE study = $1");
}
