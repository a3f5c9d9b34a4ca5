using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Brings studies from remote AEs into the repository, by C-GET or by C-MOVE to the local AE.</summary>
internal sealed partial class StudyRetrieval(
    IApplianceSettings settings,
    RetrieveConnector connector,
    RetrieveCheck check,
    IRepositoryStatus repository,
    IListeners listeners,
    IActivityLog activity,
    TimeProvider time)
{
    /// <summary>Progress is told so often at most: a peer may respond thousands of times in a second.</summary>
    private static readonly TimeSpan s_eventInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Retrieves; events as the peer's responses tell how it gets on, and a last one with the result.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="actor">Who asks, for the activity log.</param>
    /// <param name="cancellationToken">Sends C-CANCEL, then releases, then aborts. What has come by then stays.</param>
    /// <exception cref="ControlException">It cannot be asked for, or the peer cannot be reached.</exception>
    public async IAsyncEnumerable<RetrieveEvent> RetrieveAsync(RetrieveRequest request, string actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RetrieveSet.Check(request);
        var remote = settings.Require(request.AE, RemoteServices.QueryRetrieve);
        RequireRepository();
        var startedAt = time.GetTimestamp();
        var since = time.GetUtcNow();
        var tally = new RetrieveTally();
        RetrieveConnection? connection = null;
        RetrieveResult? result = null;
        string? failure = null;
        ControlException? broken = null;
        try
        {
            connection = await AskAsync(
                remote, () => connector.OpenAsync(remote, request, actor, cancellationToken), text => failure = text, cancellationToken);
            RequireListener(connection);
            RequirePatient(connection, request);
            yield return new RetrieveEvent { Warning = connection.Warning };
            await using (var responses = RunAsync(connection, request, tally, cancellationToken).GetAsyncEnumerator(cancellationToken))
            {
                while (true)
                {
                    try
                    {
                        if (!await AskAsync(remote, () => responses.MoveNextAsync().AsTask(), text => failure = text, cancellationToken))
                        {
                            break;
                        }
                    }
                    catch (ControlException exception) when (connection.IsGuess)
                    {
                        // Some peers give up over an instance for which they find no context.
                        broken = exception;
                        break;
                    }

                    yield return responses.Current;
                }
            }

            await using (var again = AgainAsync(remote, connection, request, tally, actor, broken, cancellationToken).GetAsyncEnumerator(cancellationToken))
            {
                while (await AskAsync(remote, () => again.MoveNextAsync().AsTask(), text => failure = text, cancellationToken))
                {
                    yield return again.Current;
                }
            }

            failure = null;

            // Nothing has come before it would survive a power cut.
            tally.Lose(await connection.EndAsync());

            result = await ResultAsync(remote, request, connection, tally, time.GetElapsedTime(startedAt), since, cancellationToken);
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
                RecordReceived(remote, connection, time.GetElapsedTime(startedAt), since, failure);
            }

            Record(remote, request, actor, result, tally, failure, time.GetElapsedTime(startedAt));
        }

        yield return new RetrieveEvent { Completed = result.Completed, Failed = result.Failed, Warnings = result.Warnings, Result = result };
    }

    private void RequireRepository()
    {
        if (repository.State == ServiceState.Suspended)
        {
            throw Errors.RepositoryUnavailable(repository.StateReason ?? "it is suspended.");
        }
    }

    private void RequireListener(RetrieveConnection connection)
    {
        if (connection.Method == RetrieveMethod.Move && listeners.Problem is { } problem)
        {
            throw Errors.EndpointUnavailable(
                "LocalAE", $"With C-MOVE the instances come to our own port, and nothing listens there: {problem}", "Put that right, or retrieve with -Method Get.");
        }
    }

    private static void RequirePatient(RetrieveConnection connection, RetrieveRequest request)
    {
        if (connection.Root == QueryRoot.Patient && string.IsNullOrEmpty(request.PatientId))
        {
            throw Errors.InvalidArgument(
                $"{connection.Association.Remote.Name} retrieves in patient root, where a study is found by its patient, and there is no patient id.",
                "Give PatientId, or pipe studies in from Find-OptosStudy -AE.");
        }
    }

    private async IAsyncEnumerable<RetrieveEvent> RunAsync(
        RetrieveConnection connection, RetrieveRequest request, RetrieveTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var association = connection.Association.Association;
        using var limit = new StopLimit(association, time, cancellationToken);
        var told = time.GetTimestamp();
        foreach (var identifier in RetrieveSet.Identifiers(request, connection.Root))
        {
            if (connection.Method == RetrieveMethod.Get)
            {
                var command = new CGetRequest { AffectedSopClassUid = InformationModel.Get(connection.Root) };
                await foreach (var response in association.CGetAsync(command, identifier, cancellationToken))
                {
                    tally.Note(response);
                    if (IsDue(ref told))
                    {
                        yield return tally.ToEvent();
                    }
                }
            }
            else
            {
                var command = new CMoveRequest
                {
                    AffectedSopClassUid = InformationModel.Move(connection.Root),
                    MessageId = connection.Move!.MessageId,
                    MoveDestination = connection.Move.OwnAETitle,
                };
                await foreach (var response in association.CMoveAsync(command, identifier, cancellationToken))
                {
                    tally.Note(response);
                    if (IsDue(ref told))
                    {
                        yield return tally.ToEvent();
                    }
                }
            }

            if (tally.Last?.Status is { IsFailure: true } or { IsCancel: true })
            {
                yield break;
            }
        }
    }

    private bool IsDue(ref long told)
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(told, now) < s_eventInterval)
        {
            return false;
        }

        told = now;
        return true;
    }

    private async Task<RetrieveResult> ResultAsync(
        RemoteAE remote, RetrieveRequest request, RetrieveConnection connection, RetrieveTally tally, TimeSpan duration, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (message, action) = RetrieveStatus.Describe(remote, settings.Current, tally);
        var came = connection.Provider?.Counts.Stored;
        var completed = Math.Max(tally.Completed, came is { } stored ? stored.Instances - tally.Warnings : 0);
        var success = tally.Last is { Status.IsSuccess: true } or { Status.IsWarning: true } && tally.Failed == 0 && completed + tally.Warnings > 0;
        if (connection.Method == RetrieveMethod.Move && await check.FindProblemAsync(remote, request, tally, since, cancellationToken) is { } problem)
        {
            success = false;
            message = $"{message} {problem.Message}";
            action = problem.Action;
        }

        return new RetrieveResult
        {
            AE = remote.Name,
            StudyInstanceUid = request.StudyInstanceUid,
            Method = connection.Method,
            Success = success,
            Completed = completed,
            Failed = tally.Failed,
            Warnings = tally.Warnings,
            FailedSopInstanceUid = tally.FailedUids.ToEquatableList(),
            Status = tally.Last?.Status.ToString() ?? "",
            Message = message,
            RecommendedAction = success ? null : action,
            Duration = duration,
            Bytes = came?.Bytes,
            Rate = (completed + tally.Warnings) / Math.Max(duration.TotalSeconds, 0.001),
        };
    }

    /// <summary>Does one step of the conversation; its failure is told as a person needs it, and who gave up is told so.</summary>
    private async Task<T> AskAsync<T>(RemoteAE remote, Func<Task<T>> step, Action<string> failed, CancellationToken cancellationToken)
    {
        try
        {
            return await step();
        }
        catch (DicomNetworkException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The retrieval was cancelled.", e, cancellationToken);
        }
        catch (DicomNetworkException e)
        {
            failed(e.Message);
            throw RemoteFailure.Describe(remote, settings.Current.LocalAE.AETitle.Value, e);
        }
        catch (ControlException e)
        {
            failed(e.Message);
            throw;
        }
    }

    /// <summary>The rows that an inbound association with the same instances would have left.</summary>
    private void RecordReceived(RemoteAE remote, RetrieveConnection connection, TimeSpan duration, DateTimeOffset since, string? failure)
    {
        if (connection.Provider is not { } provider)
        {
            return;
        }

        var summary = new AssociationSummary
        {
            ConnectionId = "",
            Request = new AssociationRequest { CallingAETitle = remote.AETitle!.Value, CalledAETitle = settings.Current.LocalAE.AETitle.Value, PresentationContexts = [] },
            Ending = failure is null ? AssociationEnding.Released : AssociationEnding.AbortedLocally,
            Text = failure ?? "",
            Started = since,
            Duration = duration,
        };
        foreach (var row in provider.Counts.Describe(summary).Where(static row => row.Kind == ActivityKind.Receive))
        {
            activity.Record(row with { Address = remote.HostName });
        }
    }

    private void Record(RemoteAE remote, RetrieveRequest request, string actor, RetrieveResult? result, RetrieveTally tally, string? failure, TimeSpan duration) =>
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Retrieve,
            Outcome = result is { Success: true } ? ActivityOutcome.Success
                : failure is not null || result is { Completed: 0, Warnings: 0 } ? ActivityOutcome.Failure
                : ActivityOutcome.Warning,
            Peer = remote.AETitle?.Value ?? remote.Name,
            Address = remote.HostName,
            StudyInstanceUid = request.StudyInstanceUid,
            Instances = result is null ? tally.Completed + tally.Warnings : result.Completed + result.Warnings,
            Bytes = result?.Bytes,
            DurationMilliseconds = duration.TotalMilliseconds,
            Message = $"Retrieval by {actor}{(result is null ? "" : result.Method == RetrieveMethod.Get ? " (C-GET)" : " (C-MOVE)")}: "
                + (result?.Message ?? (failure is not null ? $"failed after {tally.Completed} instances: {failure}" : $"cancelled after {tally.Completed} instances.")),
        });
}
