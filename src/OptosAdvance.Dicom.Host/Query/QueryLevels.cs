using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>What a peer is asked at each level, and its answers as they arrive.</summary>
internal static class QueryLevels
{
    /// <summary>Most patients whose studies are looked for, in patient root.</summary>
    private const int MaximumPatients = 1000;

    public static async IAsyncEnumerable<StudySummary> Studies(QuerySession session, StudyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Modalities in Study takes one value, and so does a name: who wants several asks several times. A study that is found again is one result.
        var names = PatientNameKeys.Of(query.PatientName);
        EquatableList<string> modalities = query.Modality.Count == 0 ? [""] : query.Modality;
        var seen = names.Count * modalities.Count > 1 ? new HashSet<string>() : null;
        foreach (var name in names)
        {
            var named = query with { PatientName = name };
            var patients = session.Root == QueryRoot.Patient ? await PatientsAsync(session, named, cancellationToken) : [null];
            foreach (var (patient, modality) in patients.SelectMany(_ => modalities, static (patient, modality) => (patient, modality)))
            {
                await foreach (var answer in session.FindAsync(StudyIdentifier(named, modality, patient, session.Query.Keys), cancellationToken))
                {
                    var study = QueryResults.Study(session.Remote, answer, patient);
                    if (seen?.Add(study.StudyInstanceUid) != false)
                    {
                        yield return study;
                    }
                }
            }
        }
    }

    private static Identifier StudyIdentifier(StudyQuery query, string modality, DicomDataset? patient, EquatableList<QueryKey> more)
    {
        var keys = new Identifier()
            .Match(DicomTag.QueryRetrieveLevel, "STUDY")
            .Match(DicomTag.StudyDate, DateKey(query.StudyDateFrom, query.StudyDateTo))
            .Match(DicomTag.AccessionNumber, query.AccessionNumber)
            .Match(DicomTag.StudyID, query.StudyId)
            .Match(DicomTag.StudyDescription, query.StudyDescription)
            .Match(DicomTag.ReferringPhysicianName, query.ReferringPhysicianName)
            .Match(DicomTag.ModalitiesInStudy, modality.Trim())
            .MatchAny(DicomTag.StudyInstanceUID, query.StudyInstanceUid);
        return (patient is null
                ? PatientIdentifier(keys, query)
                : keys.Match(DicomTag.PatientID, patient.Text(DicomTag.PatientID)))
            .Return(QueryResults.StudyKeys)
            .Match(more);
    }

    private static Identifier PatientIdentifier(Identifier keys, StudyQuery query) => keys
        .Match(DicomTag.PatientID, query.PatientId)
        .Match(DicomTag.PatientName, query.PatientName)
        .Match(DicomTag.PatientBirthDate, DateKey(query.PatientBirthDate, query.PatientBirthDate))
        .Return(QueryResults.PatientKeys);

    /// <summary>The patients whose studies are looked for: in patient root a study is found by its patient's id (PS3.4 C.6.1.1).</summary>
    private static async Task<List<DicomDataset?>> PatientsAsync(QuerySession session, StudyQuery query, CancellationToken cancellationToken)
    {
        var keys = PatientIdentifier(new Identifier().Match(DicomTag.QueryRetrieveLevel, "PATIENT"), query);
        var patients = new List<DicomDataset?>();
        await foreach (var patient in session.FindAsync(keys, cancellationToken))
        {
            if (patients.Count == MaximumPatients)
            {
                session.Warn($"More than {MaximumPatients} patients match; the studies of the first ones are shown. Narrow the search.");
                break;
            }

            patients.Add(patient);
        }

        return patients;
    }

    public static async IAsyncEnumerable<SeriesSummary> Series(QuerySession session, SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var study in query.StudyInstanceUid)
        {
            var keys = Ancestors(session, "SERIES", study, query.PatientId)
                .MatchAny(DicomTag.SeriesInstanceUID, query.SeriesInstanceUid)
                .Match(DicomTag.Modality, query.Modality.Count == 1 ? query.Modality[0].Trim() : "")
                .Match(DicomTag.SeriesNumber, query.SeriesNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Match(DicomTag.SeriesDescription, query.SeriesDescription)
                .Match(DicomTag.BodyPartExamined, query.BodyPartExamined)
                .Match(DicomTag.Laterality, query.Laterality)
                .Return(QueryResults.SeriesKeys)
                .Match(session.Query.Keys);
            await foreach (var answer in session.FindAsync(keys, cancellationToken))
            {
                var series = QueryResults.Series(session.Remote, answer, study, query.PatientId);

                // Of several modalities the peer is asked for all series, and what was not wanted is left out here.
                if (query.Modality.Count < 2 || query.Modality.Any(each => string.Equals(each.Trim(), series.Modality, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return series;
                }
            }
        }
    }

    public static async IAsyncEnumerable<InstanceSummary> Instances(QuerySession session, InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var study in query.StudyInstanceUid)
        {
            foreach (var series in query.SeriesInstanceUid.Count > 0
                ? [.. query.SeriesInstanceUid]
                : (await SeriesOfAsync(session, query, study, cancellationToken)).Select(static each => each.SeriesInstanceUid))
            {
                await foreach (var answer in session.FindAsync(InstanceKeys(session, query, study, series, QueryResults.InstanceKeys), cancellationToken))
                {
                    yield return QueryResults.Instance(session.Remote, answer, study, series, query.PatientId);
                }
            }
        }
    }

    public static async IAsyncEnumerable<Retrievable> Retrievables(
        QuerySession session, InstanceQuery query, Predicate<IEnumerable<string>> isEnough, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var study in query.StudyInstanceUid)
        {
            var all = await SeriesOfAsync(session, query, study, cancellationToken);
            foreach (var series in all)
            {
                yield return series;
            }

            if (isEnough(all.Select(static series => series.Modality)))
            {
                continue;
            }

            foreach (var series in all)
            {
                await foreach (var answer in session.FindAsync(InstanceKeys(session, query, study, series.SeriesInstanceUid, QueryResults.RetrievableKeys), cancellationToken))
                {
                    yield return series with { SopInstanceUid = answer.Text(DicomTag.SOPInstanceUID), SopClass = new DicomUid(answer.Text(DicomTag.SOPClassUID)) };
                }
            }
        }
    }

    private static Identifier InstanceKeys(QuerySession session, InstanceQuery query, string study, string series, DicomTag[] wanted) =>
        Ancestors(session, "IMAGE", study, query.PatientId)
            .Match(DicomTag.SeriesInstanceUID, series)
            .MatchAny(DicomTag.SOPInstanceUID, query.SopInstanceUid)
            .MatchAny(DicomTag.SOPClassUID, query.SopClassUid)
            .Match(DicomTag.InstanceNumber, query.InstanceNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Return(wanted)
            .Match(session.Query.Keys);

    private static async Task<List<Retrievable>> SeriesOfAsync(QuerySession session, InstanceQuery query, string study, CancellationToken cancellationToken)
    {
        var series = new List<Retrievable>();
        var keys = Ancestors(session, "SERIES", study, query.PatientId).MatchAny(DicomTag.SeriesInstanceUID, query.SeriesInstanceUid).Return(DicomTag.Modality, DicomTag.NumberOfSeriesRelatedInstances);
        await foreach (var answer in session.FindAsync(keys, cancellationToken))
        {
            series.Add(new Retrievable(answer.Text(DicomTag.SeriesInstanceUID), answer.Text(DicomTag.Modality), Instances: answer.Number(DicomTag.NumberOfSeriesRelatedInstances)));
        }

        return series;
    }

    /// <summary>The unique keys of the levels above (PS3.4 C.4.1.2.1).</summary>
    private static Identifier Ancestors(QuerySession session, string level, string study, string? patientId)
    {
        var keys = new Identifier().Match(DicomTag.QueryRetrieveLevel, level).Match(DicomTag.StudyInstanceUID, study.Trim());
        if (session.Root == QueryRoot.Study)
        {
            return keys;
        }

        return !string.IsNullOrEmpty(patientId)
            ? keys.Match(DicomTag.PatientID, patientId)
            : throw Errors.InvalidArgument(
                $"{session.Remote.Name} is queried in patient root, where a study is found by its patient, and there is no patient id.",
                "Give PatientId, or pipe studies in from Find-OptosStudy -AE.");
    }

    public static async IAsyncEnumerable<WorklistItem> Worklist(QuerySession session, WorklistQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var answer in session.FindAsync(WorklistKeys.Of(query), cancellationToken))
        {
            yield return WorklistResult.Of(session.Remote, answer);
        }
    }

    public static string DateKey(DateTime? from, DateTime? to) => from is null && to is null ? "" : new DicomDateRange(Day(from), Day(to)).ToString();

    private static DicomDate? Day(DateTime? day) => day is { } value ? new DicomDate(DateOnly.FromDateTime(value)) : null;
}
