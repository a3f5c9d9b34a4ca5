using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Queries remote AEs: results as they arrive, C-CANCEL at the limit, one row of the activity log for each query.</summary>
internal sealed class RemoteSearch(QuerySessions sessions, IApplianceSettings settings, IActivityLog activity, TimeProvider time)
{
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
        return RunAsync(run, sessions.OpenAsync, session => QueryLevels.Studies(session, query.Query, cancellationToken), cancellationToken);
    }

    /// <summary>Series.</summary>
    /// <inheritdoc cref="FindStudiesAsync"/>
    public IAsyncEnumerable<QueryPage<SeriesSummary>> FindSeriesAsync(SeriesQuery query, string actor, CancellationToken cancellationToken)
    {
        RequireStudies(query.StudyInstanceUid);
        var run = new Run(query.Remote!, "series", query.Limit ?? Unlimited, actor, OnlyOne(query.StudyInstanceUid));
        return RunAsync(run, sessions.OpenAsync, session => QueryLevels.Series(session, query, cancellationToken), cancellationToken);
    }

    /// <summary>Instances.</summary>
    /// <inheritdoc cref="FindStudiesAsync"/>
    public IAsyncEnumerable<QueryPage<InstanceSummary>> FindInstancesAsync(InstanceQuery query, string actor, CancellationToken cancellationToken)
    {
        RequireStudies(query.StudyInstanceUid);
        var run = new Run(query.Remote!, "instances", query.Limit ?? Unlimited, actor, OnlyOne(query.StudyInstanceUid));
        return RunAsync(run, sessions.OpenAsync, session => QueryLevels.Instances(session, query, cancellationToken), cancellationToken);
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
        return RunAsync(run, sessions.OpenAsync, session => QueryLevels.Retrievables(session, query, isEnough, cancellationToken), cancellationToken);
    }

    /// <summary>Worklist items.</summary>
    /// <inheritdoc cref="FindStudiesAsync"/>
    public IAsyncEnumerable<QueryPage<WorklistItem>> FindWorklistItemsAsync(WorklistQuery query, string actor, CancellationToken cancellationToken)
    {
        var run = new Run(query.Remote, "worklist items", Limit(query.Limit), actor, null);
        return RunAsync(run, sessions.OpenWorklistAsync, session => QueryLevels.Worklist(session, query, cancellationToken), cancellationToken);
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

    private sealed record Run(RemoteQuery Query, string Noun, int Limit, string Actor, string? StudyInstanceUid);

    private sealed record Ending(string? Text, ActivityOutcome Outcome);
}
