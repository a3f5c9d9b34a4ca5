using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class StudyRetrieval
{
    /// <summary>
    /// Asks again for what the peer could not send in the contexts of before: when those were a guess, in the right ones; then compression by compression. What we
    /// have refused ourselves is not asked for again.
    /// </summary>
    private async IAsyncEnumerable<RetrieveEvent> AgainAsync(
        RemoteAE remote,
        RetrieveConnection connection,
        RetrieveRequest request,
        RetrieveTally tally,
        string actor,
        ControlException? broken,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var guessed = connection is { IsGuess: true, Provider.Counts.Failed: 0 }
            && (broken is not null || tally.Failed > 0 || tally.Last is { Status.IsFailure: true }
                || (tally.Last is { Status.IsSuccess: true } or { Status.IsWarning: true } && connection.Provider.Late.Taken.Count < connection.Expected));
        if (guessed)
        {
            // The turn of the association before is given back first: there may be no other.
            await connection.DisposeAsync();
            connection.Contents = await connector.ListAsync(remote, request, actor, cancellationToken);
            NameFailed(connection, request, tally);
        }

        if (broken is not null && (!guessed || connection.Contents.Count == 0))
        {
            ExceptionDispatchInfo.Throw(broken);
        }

        foreach (var syntax in Attempts(guessed))
        {
            if (connection.Provider is not { Counts.Failed: 0 } || tally.Failed == 0 || tally.FailedUids.Count != tally.Failed
                || !tally.FailedUids.All(connection.Contents.ContainsKey)
                || (syntax is not null && tally.Last is not { Status.IsWarning: true } and not { Status.Code: 0xA702 }))
            {
                break;
            }

            await connection.DisposeAsync();
            await using var other = await TryAgainAsync(remote, connection, tally, syntax, cancellationToken);
            if (other is null)
            {
                continue;
            }

            foreach (var series in tally.TakeFailed().GroupBy(uid => connection.Contents[uid].SeriesInstanceUid))
            {
                var some = request with { SeriesInstanceUid = [series.Key], SopInstanceUid = series.ToEquatableList() };
                await foreach (var each in RunAsync(other, some, tally, cancellationToken))
                {
                    yield return each;
                }
            }
        }

        if (broken is not null && tally.Last is null)
        {
            ExceptionDispatchInfo.Throw(broken);
        }

        if (guessed)
        {
            // Some peers leave out what they cannot send, and count it nowhere.
            NameFailed(connection, request, tally);
        }
    }

    /// <summary>Transfer syntaxes to propose, one attempt each; null proposes all.</summary>
    private static IEnumerable<DicomUid?> Attempts(bool afterGuess) =>
        RetrieveContexts.Alternatives.Select(static syntax => (DicomUid?)syntax).Prepend(null).Skip(afterGuess ? 0 : 1);

    private static void NameFailed(RetrieveConnection connection, RetrieveRequest request, RetrieveTally tally)
    {
        IEnumerable<string> missing = connection.Contents.Keys.Except(connection.Provider!.Late.Taken);
        if (connection.Contents.Count > 0)
        {
            tally.NameFailed(request.SopInstanceUid.Count > 0 ? missing.Intersect(request.SopInstanceUid) : missing);
        }
    }

    private async Task<RetrieveConnection?> TryAgainAsync(
        RemoteAE remote, RetrieveConnection connection, RetrieveTally tally, DicomUid? syntax, CancellationToken cancellationToken)
    {
        try
        {
            return await connector.OpenAgainAsync(remote, connection, tally.FailedUids, syntax, cancellationToken);
        }
        catch (DicomNetworkException)
        {
            return null;
        }
    }
}
