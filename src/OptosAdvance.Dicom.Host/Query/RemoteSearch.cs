using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Queries remote AEs: results as they arrive, C-CANCEL at the limit, one row of the activity log for each query.</summary>
internal sealed class RemoteSearch(QuerySessions sessions, IApplianceSettings settings, IActivityLog activity, TimeProvider time)
{
    /// <summary>Most patients whose studies are looked for, in patient root.</summary>
    private const int MaximumPatients = 1000;

    /// <summary>Of one study everything is shown unless the caller says otherwise.</summary>
    private const int Unlimited = int.MaxValue;

    /// <summary>Studies.</summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Sends C-CANCEL.</param>
    /// <exception cref="ControlException">The query cannot be asked, or the peer cannot be reached or refuses it.</exception>
    public IAsyncEnumerable<QueryPage<StudySummary>> FindStudiesAsync(RemoteStudyQuery query, string actor, CancellationToken cancellationToken)
    {
        if (query.Query.ReceivedSince is not null || query.Query.IsProtected is not null)
        {
            throw Errors.InvalidArgument("A remote AE does not know when a study was received here, nor what is protected here.", "Leave out ReceivedSince and IsProtected.");
        }

        var run = new Run(query.Remote, "studies", Limit(query.Query.Limit), actor, OnlyOne(query.Query.StudyInstanceUid));
        return RunAsync(run, sessions.OpenAsync, session => Studies(session, query.Query, cancellationToken), cancellationToken);
    }

    /// <summary>Series.</summary>
    /// <inheritdoc cref="FindStudiesAsync"/>
    public IAsyncEnumerable<QueryPage<SeriesSummary>> FindSeriesAsync(SeriesQuery query, string actor, CancellationToken cancellationToken)
    {
        RequireStudies(query.StudyInstanceUid);
        var run = new Run(query.Remote!, "series", query.Limit ?? Unlimited, actor, OnlyOne(query.StudyInstanceUid));
        return RunAsync(run, sessions.OpenAsync, session => Series(session, query, cancellationToken), cancellationToken);
    }

    /// <summary>Instances.</summary>
    /// <inheritdoc cref="FindStudiesAsync"/>
    public IAsyncEnumerable<QueryPage<InstanceSummary>> FindInstancesAsync(InstanceQuery query, string actor, CancellationToken cancellationToken)
    {
        RequireStudies(query.StudyInstanceUid);
        var run = new Run(query.Remote!, "instances", query.Limit ?? Unlimited, actor, OnlyOne(query.StudyInstanceUid));
        return RunAsync(run, sessions.OpenAsync, session => Instances(session, query, cancellationToken), cancellationToken);
    }

    /// <summary>Series, and then instances, with no more of each than it takes to retrieve it: there may be thousands, and somebody waits.</summary>
    /// <param name="query">What is to be retrieved.</param>
    /// <param name="isEnough">Told the modalities of a study's series: true when their instances need not be asked for.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Sends C-CANCEL.</param>
    /// <exception cref="ControlException">The query cannot be asked, or the peer cannot be reached or refuses it.</exception>
    public IAsyncEnumerable<QueryPage<Retrievable>> FindRetrievableAsync(
        InstanceQuery query, Predicate<IEnumerable<string>> isEnough, string actor, CancellationToken cancellationToken)
    {
        RequireStudies(query.StudyInstanceUid);
        var run = new Run(query.Remote!, "series and instances", Unlimited, actor, OnlyOne(query.StudyInstanceUid));
        return RunAsync(run, sessions.OpenAsync, session => Retrievables(session, query, isEnough, cancellationToken), cancellationToken);
    }

    /// <summary>Worklist items.</summary>
    /// <inheritdoc cref="FindStudiesAsync"/>
    public IAsyncEnumerable<QueryPage<WorklistItem>> FindWorklistItemsAsync(WorklistQuery query, string actor, CancellationToken cancellationToken)
    {
        var run = new Run(query.Remote, "worklist items", Limit(query.Limit), actor, null);
        return RunAsync(run, sessions.OpenWorklistAsync, session => Worklist(session, query, cancellationToken), cancellationToken);
    }

    private static string? OnlyOne(EquatableList<string> uids) => uids.Count == 1 ? uids[0] : null;

    private static void RequireStudies(EquatableList<string> studies)
    {
        if (studies.Count == 0)
        {
            throw Errors.InvalidArgument(
                "A remote AE is asked for series and instances by study, and there is none.", "Give StudyInstanceUid, or pipe studies in from Find-OptosStudy -AE.");
        }
    }

    private int Limit(int? wanted)
    {
        if (wanted is < 1)
        {
            throw Errors.InvalidArgument($"Limit must be at least 1; it is {wanted}.", "Leave it out for the configured maximum.");
        }

        var maximum = settings.Current.PatientSearch.MaximumQueryResults;
        return wanted is { } number ? Math.Min(number, maximum) : maximum;
    }

    private async IAsyncEnumerable<QueryPage<T>> RunAsync<T>(
        Run run,
        Func<RemoteQuery, CancellationToken, Task<QuerySession>> open,
        Func<QuerySession, IAsyncEnumerable<T>> search,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var count = 0;
        var ending = new Ending("was stopped", ActivityOutcome.Warning);
        QuerySession? session = null;
        try
        {
            session = await AskAsync(run, null, async () => await open(run.Query, cancellationToken), failed => ending = failed);
            var moreExist = false;
            await using (var results = search(session).GetAsyncEnumerator(cancellationToken))
            {
                while (await AskAsync(run, session, async () => await results.MoveNextAsync(), failed => ending = failed))
                {
                    if (count == run.Limit)
                    {
                        // Leaving here sends C-CANCEL.
                        moreExist = true;
                        break;
                    }

                    count++;
                    yield return new QueryPage<T> { Results = [results.Current], Limit = run.Limit, Warning = session.TakeWarning() };
                }
            }

            ending = new Ending(moreExist ? "was ended at the limit" : null, ActivityOutcome.Success);
            yield return new QueryPage<T> { MoreExist = moreExist, Limit = run.Limit, Warning = session.TakeWarning() };
        }
        finally
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }

            Record(run, count, ending, time.GetElapsedTime(startedAt));
        }
    }

    /// <summary>Does one step of the conversation; its failure is told as a person needs it.</summary>
    private async Task<TResult> AskAsync<TResult>(Run run, QuerySession? session, Func<Task<TResult>> step, Action<Ending> failed)
    {
        try
        {
            return await step();
        }
        catch (DicomNetworkException e)
        {
            failed(new Ending($"failed: {e.Message}", ActivityOutcome.Failure));
            var remote = session?.Remote ?? settings.Current.RemoteAEs.First(each => string.Equals(each.Name, run.Query.AE.Trim(), StringComparison.OrdinalIgnoreCase));
            throw RemoteFailure.Describe(remote, settings.Current.LocalAE.AETitle.Value, e);
        }
        catch (ControlException e)
        {
            failed(new Ending($"failed: {e.Message}", ActivityOutcome.Failure));
            throw;
        }
    }

    private void Record(Run run, int count, Ending ending, TimeSpan duration)
    {
        var remote = settings.Current.RemoteAEs.FirstOrDefault(each => string.Equals(each.Name, run.Query.AE.Trim(), StringComparison.OrdinalIgnoreCase));
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Query,
            Outcome = ending.Outcome,
            Peer = remote?.AETitle?.Value ?? run.Query.AE,
            Address = remote?.HostName,
            StudyInstanceUid = run.StudyInstanceUid,
            DurationMilliseconds = duration.TotalMilliseconds,
            Message = $"Query for {run.Noun} by {run.Actor}: {count} found{(ending.Text is null ? "" : $"; it {ending.Text}")}{(ending.Text?.EndsWith('.') == true ? "" : ".")}",
        });
    }

    private static async IAsyncEnumerable<StudySummary> Studies(QuerySession session, StudyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private static async IAsyncEnumerable<SeriesSummary> Series(QuerySession session, SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private static async IAsyncEnumerable<InstanceSummary> Instances(QuerySession session, InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private static async IAsyncEnumerable<Retrievable> Retrievables(
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

    private static async IAsyncEnumerable<WorklistItem> Worklist(QuerySession session, WorklistQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var answer in session.FindAsync(WorklistKeys.Of(query), cancellationToken))
        {
            yield return WorklistResult.Of(session.Remote, answer);
        }
    }

    internal static string DateKey(DateTime? from, DateTime? to) => from is null && to is null ? "" : new DicomDateRange(Day(from), Day(to)).ToString();

    private static DicomDate? Day(DateTime? day) => day is { } value ? new DicomDate(DateOnly.FromDateTime(value)) : null;

    private sealed record Run(RemoteQuery Query, string Noun, int Limit, string Actor, string? StudyInstanceUid);

    private sealed record Ending(string? Text, ActivityOutcome Outcome);
}
