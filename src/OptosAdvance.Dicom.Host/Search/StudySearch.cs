using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Patient search in the local index.</summary>
internal sealed class StudySearch(IndexDatabase index, IApplianceSettings settings, StorageVolumes volumes) : IStudySearch
{
    private const int PageSize = 200;
    private const string NotIndexed = "The index is still being made from the stored files: studies may be missing here that are stored. Get-OptosRepository (Status.IsIndexed) says when it is done.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<StudyQueryPage> FindAsync(StudyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Validate(query);
        var maximum = settings.Current.PatientSearch.MaximumQueryResults;
        var limit = query.Limit is { } wanted ? Math.Min(wanted, maximum) : maximum;
        var studies = await index.ReadAsync(connection => Find(connection, query, limit + 1), cancellationToken);
        var moreExist = studies.Count > limit;
        var count = Math.Min(studies.Count, limit);
        var start = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(start + PageSize, count);
            yield return new StudyQueryPage
            {
                Studies = studies[start..end].ToEquatableList(),
                MoreExist = moreExist && end == count,
                Limit = limit,
                Warning = end < count || volumes.AreIndexed ? null : NotIndexed,
            };
            start = end;
        }
        while (start < count);
    }

    /// <inheritdoc/>
    public Task<StudyDetail?> GetAsync(string studyInstanceUid, CancellationToken cancellationToken) =>
        index.ReadAsync(connection => Get(connection, studyInstanceUid), cancellationToken);

    /// <inheritdoc/>
    public Task<(long Studies, long Instances)> CountAsync(CancellationToken cancellationToken) =>
        index.ReadAsync(
            static connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT studies, instances FROM totals";
                using var reader = command.ExecuteReader();
                reader.Read();
                return (reader.GetInt64(0), reader.GetInt64(1));
            },
            cancellationToken);

    internal static List<StudySummary> Find(SqliteConnection connection, StudyQuery query, int limit)
    {
        // The choice of the driving index and the search see one state of the index.
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = StudySearchQuery.Build(connection, query, limit);
        command.Transaction = transaction;
        var studies = new List<StudySummary>();
        using var reader = command.ExecuteReader();
        while (studies.Count < limit && reader.Read())
        {
            if (studies.Count == 0 || studies[^1].StudyInstanceUid != reader.GetString(0))
            {
                studies.Add(StudyRowReader.ReadStudy(reader));
            }
        }

        return studies;
    }

    private static void Validate(StudyQuery query)
    {
        if (query.Limit is < 1)
        {
            throw Errors.InvalidArgument($"Limit must be at least 1; it is {query.Limit}.", "Leave it out for the configured maximum.");
        }

        if (query is { StudyDateFrom: { } from, StudyDateTo: { } to } && from.Date > to.Date)
        {
            throw Errors.InvalidArgument(
                $"StudyDateFrom ({from:yyyy-MM-dd}) lies after StudyDateTo ({to:yyyy-MM-dd}).", "Exchange the two dates.");
        }
    }

    private StudyDetail? Get(SqliteConnection connection, string studyInstanceUid)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var query = new StudyQuery { StudyInstanceUid = new[] { studyInstanceUid } };
        using var find = StudySearchQuery.Build(connection, query, 1);
        find.Transaction = transaction;
        StudySummary study;
        using (var reader = find.ExecuteReader())
        {
            if (!reader.Read())
            {
                return null;
            }

            study = StudyRowReader.ReadStudy(reader);
        }

        var series = new List<(long Id, SeriesDetail Detail)>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                """
                SELECT id, uid, modality, number, description, laterality, body_part, manufacturer, station
                FROM series WHERE study = (SELECT id FROM studies WHERE uid = $uid) ORDER BY number IS NULL, number, id
                """;
            command.Parameters.AddWithValue("$uid", studyInstanceUid);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                series.Add((reader.GetInt64(0), StudyRowReader.ReadSeries(reader, [])));
            }
        }

        return new StudyDetail
        {
            Study = study,
            Series = series.Select(row => row.Detail with { Instances = ReadInstances(connection, row.Id, study, row.Detail) }).ToEquatableList(),
        };
    }

    private EquatableList<InstanceDetail> ReadInstances(SqliteConnection connection, long seriesId, StudySummary study, SeriesDetail series)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT uid, sop_class, number, transfer_syntax, frames, rows, columns, length, received_at, source, volume, committed_at, committed_with
            FROM instances WHERE series = $series ORDER BY number IS NULL, number, id
            """;
        command.Parameters.AddWithValue("$series", seriesId);
        var instances = new List<InstanceDetail>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var sopClass = reader.GetString(1);
            var key = new InstanceKey(study.StudyInstanceUid, series.SeriesInstanceUid, reader.GetString(0));
            instances.Add(new InstanceDetail
            {
                SopInstanceUid = key.SopInstanceUid,
                SopClassUid = sopClass,
                SopClassName = new DicomUid(sopClass).Name is { Length: > 0 } name ? name : sopClass,
                InstanceNumber = StudyRowReader.NullableInt(reader, 2),
                TransferSyntaxUid = reader.GetString(3),
                NumberOfFrames = reader.GetInt32(4),
                Rows = StudyRowReader.NullableInt(reader, 5),
                Columns = StudyRowReader.NullableInt(reader, 6),
                Size = reader.GetInt64(7),
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8)),
                Source = reader.GetString(9),
                Path = volumes.DisplayPath(reader.GetInt64(10), key),
                CommittedAt = reader.IsDBNull(11) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(11)),
                CommittedWith = reader.IsDBNull(12) ? "" : reader.GetString(12),
            });
        }

        return instances.ToEquatableList();
    }
}
