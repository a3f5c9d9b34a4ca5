using Microsoft.Data.Sqlite;

namespace OptosAdvance.Dicom.Host;

/// <summary>The index's schema. Versions only go forward: each step turns the version before it into its own.</summary>
internal static class IndexSchema
{
    /// <summary>
    /// Steps in order; the index of a step is the version that it starts from. A step that was released is never edited.
    /// </summary>
    /// <remarks>
    /// Searches return the newest study first and stop at a limit, so every index that drives a search ends with <c>moment</c> (and, by
    /// the rowid, the study): its first rows are the answer and nothing is sorted. Person names and modalities are one to many, hence
    /// tables of their own that carry <c>moment</c> too.
    /// </remarks>
    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE volumes (
            id INTEGER PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            path TEXT NOT NULL
        );
        CREATE TABLE studies (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL,
            moment INTEGER NOT NULL,
            patient_id TEXT NOT NULL,
            patient_name TEXT NOT NULL,
            birth_date INTEGER NOT NULL,
            sex TEXT NOT NULL,
            accession TEXT NOT NULL,
            study_id TEXT NOT NULL,
            description TEXT NOT NULL,
            referring TEXT NOT NULL,
            modalities TEXT NOT NULL DEFAULT '',
            series INTEGER NOT NULL DEFAULT 0,
            instances INTEGER NOT NULL DEFAULT 0,
            size INTEGER NOT NULL DEFAULT 0,
            received_at INTEGER NOT NULL,
            accessed_at INTEGER NOT NULL,
            source TEXT NOT NULL,
            protected INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX studies_uid ON studies (uid);
        CREATE INDEX studies_moment ON studies (moment);
        CREATE INDEX studies_patient ON studies (patient_id, moment);
        CREATE INDEX studies_birth ON studies (birth_date, moment) WHERE birth_date <> 0;
        CREATE INDEX studies_accession ON studies (accession, moment) WHERE accession <> '';
        CREATE INDEX studies_received ON studies (received_at);
        CREATE TABLE study_names (
            name TEXT NOT NULL,
            moment INTEGER NOT NULL,
            study INTEGER NOT NULL,
            PRIMARY KEY (name, moment, study)
        ) WITHOUT ROWID;
        CREATE INDEX study_names_study ON study_names (study);
        CREATE TABLE study_modalities (
            modality TEXT NOT NULL,
            moment INTEGER NOT NULL,
            study INTEGER NOT NULL,
            PRIMARY KEY (modality, moment, study)
        ) WITHOUT ROWID;
        CREATE INDEX study_modalities_study ON study_modalities (study);
        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            study INTEGER NOT NULL,
            uid TEXT NOT NULL,
            modality TEXT NOT NULL,
            number INTEGER,
            description TEXT NOT NULL,
            laterality TEXT NOT NULL,
            body_part TEXT NOT NULL,
            manufacturer TEXT NOT NULL,
            station TEXT NOT NULL
        );
        CREATE UNIQUE INDEX series_uid ON series (study, uid);
        CREATE TABLE instances (
            id INTEGER PRIMARY KEY,
            series INTEGER NOT NULL,
            uid TEXT NOT NULL,
            sop_class TEXT NOT NULL,
            transfer_syntax TEXT NOT NULL,
            number INTEGER,
            frames INTEGER NOT NULL,
            rows INTEGER,
            columns INTEGER,
            volume INTEGER NOT NULL,
            length INTEGER NOT NULL,
            header INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            source TEXT NOT NULL
        );
        CREATE UNIQUE INDEX instances_uid ON instances (uid, series);
        CREATE INDEX instances_series ON instances (series);
        CREATE TABLE totals (studies INTEGER NOT NULL, instances INTEGER NOT NULL);
        INSERT INTO totals VALUES (0, 0);
        """,

        // Storage commitment, by instance; the study counts its committed ones, so that purging reads one row.
        """
        ALTER TABLE instances ADD COLUMN committed_at INTEGER;
        ALTER TABLE instances ADD COLUMN committed_with TEXT;
        ALTER TABLE studies ADD COLUMN committed INTEGER NOT NULL DEFAULT 0;
        """,

        // Purging goes by age: all studies, and those that a policy of committed ones lets go, however many uncommitted ones are older.
        """
        CREATE INDEX studies_age ON studies (accessed_at, received_at);
        CREATE INDEX studies_age_committed ON studies (accessed_at, received_at) WHERE committed >= instances AND protected = 0;
        CREATE INDEX studies_protected ON studies (id) WHERE protected = 1;
        CREATE TABLE purge_set_aside (
            study INTEGER PRIMARY KEY,
            reason TEXT NOT NULL,
            until INTEGER NOT NULL
        );
        """,

        // What has arrived in a study since it was last looked at for forwarding: how many instances, and when the last one did.
        """
        ALTER TABLE studies ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE studies ADD COLUMN arrived_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX studies_arrived ON studies (arrived_at) WHERE arrived > 0;
        """,

        // Whether everything in a volume's study folders is in the index. It is where the index was from the beginning.
        """
        ALTER TABLE volumes ADD COLUMN complete INTEGER NOT NULL DEFAULT 1;
        """,
    ];

    /// <summary>Version that this program writes.</summary>
    public static int Version => s_steps.Length;

    /// <summary>Brings a database to <see cref="Version"/>, each step in a transaction of its own.</summary>
    /// <exception cref="InvalidDataException">The database was written by a newer program.</exception>
    public static void Migrate(SqliteConnection connection) => SqliteFile.Migrate(
        connection,
        s_steps,
        static version => new InvalidDataException(
            $"The index has schema version {version}; this program knows versions up to {Version}. Install the newer program again."));
}
