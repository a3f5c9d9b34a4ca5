using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Series and instances of the local index, study by study.</summary>
internal sealed class LocalContents(IStudySearch search)
{
    /// <summary>Series that match.</summary>
    /// <exception cref="ControlException">The query names neither studies nor a patient.</exception>
    public IAsyncEnumerable<QueryPage<SeriesSummary>> FindSeriesAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        PagesAsync(
            StudiesAsync(query.StudyInstanceUid, query.PatientId, cancellationToken),
            study => study.Series.Where(series => Matches(series, query)).Select(series => Summary(study.Study, series)),
            query.Limit,
            cancellationToken);

    /// <summary>Instances that match.</summary>
    /// <inheritdoc cref="FindSeriesAsync"/>
    public IAsyncEnumerable<QueryPage<InstanceSummary>> FindInstancesAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        PagesAsync(
            StudiesAsync(query.StudyInstanceUid, query.PatientId, cancellationToken),
            study => study.Series
                .Where(series => IsAny(query.SeriesInstanceUid, series.SeriesInstanceUid))
                .SelectMany(series => series.Instances.Where(instance => Matches(instance, query)).Select(instance => Summary(study.Study, series, instance))),
            query.Limit,
            cancellationToken);

    private async IAsyncEnumerable<StudyDetail> StudiesAsync(EquatableList<string> studies, string? patientId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (studies.Count == 0 && string.IsNullOrEmpty(patientId))
        {
            throw Errors.InvalidArgument(
                "Series and instances are looked for in studies, and neither studies nor a patient are named.",
                "Give StudyInstanceUid or PatientId, or pipe studies in from Find-OptosStudy.");
        }

        var query = new StudyQuery { StudyInstanceUid = studies.Select(static uid => uid.Trim()).ToEquatableList(), PatientId = string.IsNullOrEmpty(patientId) ? null : patientId };
        await foreach (var page in search.FindAsync(query, cancellationToken))
        {
            foreach (var study in page.Studies)
            {
                if (await search.GetAsync(study.StudyInstanceUid, cancellationToken) is { } detail)
                {
                    yield return detail;
                }
            }
        }
    }

    private static async IAsyncEnumerable<QueryPage<T>> PagesAsync<T>(
        IAsyncEnumerable<StudyDetail> studies, Func<StudyDetail, IEnumerable<T>> contents, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rest = limit ?? int.MaxValue;
        await foreach (var study in studies.WithCancellation(cancellationToken))
        {
            var found = contents(study).ToList();
            yield return new QueryPage<T> { Results = found.Take(rest).ToEquatableList(), Limit = limit ?? 0, MoreExist = found.Count > rest };
            if (found.Count > rest)
            {
                yield break;
            }

            rest -= found.Count;
        }
    }

    private static bool Matches(SeriesDetail series, SeriesQuery query) =>
        IsAny(query.SeriesInstanceUid, series.SeriesInstanceUid) &&
        (query.Modality.Count == 0 || query.Modality.Any(each => IsLike(series.Modality, each))) &&
        (query.SeriesNumber is null || series.SeriesNumber == query.SeriesNumber) &&
        IsLike(series.SeriesDescription, query.SeriesDescription) &&
        IsLike(series.BodyPartExamined, query.BodyPartExamined) &&
        IsLike(series.Laterality, query.Laterality);

    private static bool Matches(InstanceDetail instance, InstanceQuery query) =>
        IsAny(query.SopInstanceUid, instance.SopInstanceUid) &&
        IsAny(query.SopClassUid, instance.SopClassUid) &&
        (query.InstanceNumber is null || instance.InstanceNumber == query.InstanceNumber);

    private static bool IsAny(EquatableList<string> wanted, string uid) => wanted.Count == 0 || wanted.Any(each => each.Trim() == uid);

    /// <summary>Wildcards * and ?, without regard to case.</summary>
    private static bool IsLike(string text, string? pattern) =>
        string.IsNullOrEmpty(pattern) || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Trim(), text, ignoreCase: true);

    private static SeriesSummary Summary(StudySummary study, SeriesDetail series) => new()
    {
        PatientId = study.PatientId,
        PatientName = study.PatientName,
        StudyInstanceUid = study.StudyInstanceUid,
        SeriesInstanceUid = series.SeriesInstanceUid,
        Modality = series.Modality,
        SeriesNumber = series.SeriesNumber,
        SeriesDescription = series.SeriesDescription,
        Laterality = series.Laterality,
        BodyPartExamined = series.BodyPartExamined,
        Manufacturer = series.Manufacturer,
        StationName = series.StationName,
        Instances = series.Instances.Count,
    };

    private static InstanceSummary Summary(StudySummary study, SeriesDetail series, InstanceDetail instance) => new()
    {
        PatientId = study.PatientId,
        StudyInstanceUid = study.StudyInstanceUid,
        SeriesInstanceUid = series.SeriesInstanceUid,
        SopInstanceUid = instance.SopInstanceUid,
        SopClassUid = instance.SopClassUid,
        SopClassName = instance.SopClassName,
        InstanceNumber = instance.InstanceNumber,
        NumberOfFrames = instance.NumberOfFrames,
        Rows = instance.Rows,
        Columns = instance.Columns,
    };
}
