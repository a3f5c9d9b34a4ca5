using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Every statement that changes the queue of jobs. Times are Unix milliseconds.</summary>
internal sealed class JobStatements(SqliteConnection connection) : IDisposable
{
    private readonly List<IndexStatement> _all = [];

    public IndexStatement Begin => field ??= Prepare("BEGIN IMMEDIATE");

    public IndexStatement Commit => field ??= Prepare("COMMIT");

    public IndexStatement Rollback => field ??= Prepare("ROLLBACK");

    private IndexStatement InsertJob => field ??= Prepare(
        """
        INSERT INTO jobs (kind, destination, description, actor, priority, state, next_at, created_at, total, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """);

    private IndexStatement InsertStudy => field ??= Prepare("INSERT OR IGNORE INTO job_studies (job, study) VALUES ($1, $2)");

    private IndexStatement InsertItem => field ??= Prepare(
        "INSERT INTO job_items (job, number, study, series, instance) VALUES ($1, $2, $3, $4, $5)");

    private IndexStatement UpdateItem => field ??= Prepare(
        "UPDATE job_items SET state = $3, status = $4, comment = $5, bytes = $6, ended_at = $7 WHERE job = $1 AND number = $2 AND state = 0");

    private IndexStatement UpdateJob => field ??= Prepare(
        """
        UPDATE jobs SET state = $2, attempts = $3, next_at = $4, started_at = $5, ended_at = $6, done = $7, warnings = $8, failed = $9,
                        bytes = $10, error = $11, data = $12
        WHERE id = $1
        """);

    private IndexStatement UpdateData => field ??= Prepare("UPDATE jobs SET data = $2 WHERE id = $1");

    private IndexStatement ResetItems => field ??= Prepare(
        "UPDATE job_items SET state = 0, status = NULL, comment = NULL, bytes = 0, ended_at = NULL WHERE job = $1 AND state = $2");

    private IndexStatement FailItems => field ??= Prepare(
        "UPDATE job_items SET state = $2, comment = $3, ended_at = $4 WHERE job = $1 AND state = 0");

    private IndexStatement DeleteItems => field ??= Prepare("DELETE FROM job_items WHERE job = $1");

    private IndexStatement DeleteStudies => field ??= Prepare("DELETE FROM job_studies WHERE job = $1");

    private IndexStatement DeleteJob => field ??= Prepare("DELETE FROM jobs WHERE id = $1");

    private IndexStatement ListOld => field ??= Prepare("SELECT id FROM jobs WHERE ended_at < $1 ORDER BY ended_at LIMIT 200");

    private IndexStatement LastId => field ??= Prepare("SELECT last_insert_rowid()");

    /// <summary>Adds a job with its instances.</summary>
    /// <returns>Its number.</returns>
    public long Insert(NewJob job, DateTimeOffset now)
    {
        InsertJob.Run(
            job.Kind.ToString(), job.Destination, job.Description, job.Actor, (int)job.Priority, (int)JobState.Waiting,
            (job.NotBefore ?? now).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), job.Instances.Count, job.Data);
        var id = LastId.FirstValue(static reader => reader.GetInt64(0))!.Value;
        string? study = null;
        for (var i = 0; i < job.Instances.Count; i++)
        {
            var instance = job.Instances[i];
            if (instance.StudyInstanceUid != study)
            {
                study = instance.StudyInstanceUid;
                InsertStudy.Run(id, study);
            }

            InsertItem.Run(id, i, instance.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid);
        }

        return id;
    }

    /// <summary>Writes what became of an instance.</summary>
    /// <returns>False when that is known already.</returns>
    public bool Report(long job, JobItemResult result, DateTimeOffset now) => UpdateItem.Change(
        job, result.Instance.Number, (int)result.State, result.Status is { } status ? (long)status : null, result.Comment, result.Bytes,
        now.ToUnixTimeMilliseconds()) > 0;

    /// <summary>Writes how a job stands.</summary>
    public void Update(OutboundJob job, string? data) => UpdateJob.Run(
        job.Id, (int)job.State, job.Attempts, job.NextAttemptAt?.ToUnixTimeMilliseconds(), job.StartedAt?.ToUnixTimeMilliseconds(),
        job.EndedAt?.ToUnixTimeMilliseconds(), job.Done, job.Warnings, job.Failed, job.Bytes, job.LastError, data);

    /// <summary>Writes what an executor keeps.</summary>
    public void SetData(long job, string? data) => UpdateData.Run(job, data);

    /// <summary>Makes what failed undone again.</summary>
    public void ResetFailed(long job) => ResetItems.Run(job, (int)JobItemState.Failed);

    /// <summary>Makes what is undone failed.</summary>
    public void FailUndone(long job, string comment, DateTimeOffset now) =>
        FailItems.Run(job, (int)JobItemState.Failed, comment, now.ToUnixTimeMilliseconds());

    /// <summary>Forgets a job.</summary>
    public void Delete(long job)
    {
        DeleteItems.Run(job);
        DeleteStudies.Run(job);
        DeleteJob.Run(job);
    }

    /// <summary>Forgets some of the jobs that were over before a time.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Prune(DateTimeOffset before)
    {
        var old = ListOld.All(static reader => reader.GetInt64(0), before.ToUnixTimeMilliseconds());
        old.ForEach(Delete);
        return old.Count > 0;
    }

    /// <summary>A statement of another part of the queue, prepared once by its owner.</summary>
    public IndexStatement Prepare(string sql)
    {
        var statement = new IndexStatement(connection, sql);
        _all.Add(statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _all)
        {
            statement.Dispose();
        }
    }
}
