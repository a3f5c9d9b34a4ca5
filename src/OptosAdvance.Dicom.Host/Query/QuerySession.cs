using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>One association on which a remote AE is queried. Operations come one after the other.</summary>
internal sealed class QuerySession(RemoteAssociation association, DicomUid sopClass, QueryRoot root, RemoteQuery query, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Keys that every peer matches (PS3.4 C.6.1.1, C.6.2.1, K.6.1.2); the rest is optional, and a peer says FF01H when it has not matched it.</summary>
    private static readonly HashSet<DicomTag> s_requiredKeys =
    [
        DicomTag.PatientID, DicomTag.PatientName, DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.AccessionNumber, DicomTag.StudyID,
        DicomTag.StudyInstanceUID, DicomTag.Modality, DicomTag.SeriesNumber, DicomTag.SeriesInstanceUID, DicomTag.InstanceNumber, DicomTag.SOPInstanceUID,
        DicomTag.QueryRetrieveLevel, DicomTag.ScheduledStationAETitle, DicomTag.ScheduledProcedureStepStartDate,
        DicomTag.ScheduledProcedureStepStartTime, DicomTag.ScheduledPerformingPhysicianName,
    ];

    private readonly List<string> _warnings = [];
    private bool _takesUtf8 = true;
    private bool _notedUnmatched;

    public RemoteAE Remote => association.Remote;

    /// <summary>Information model that was agreed.</summary>
    public QueryRoot Root { get; } = root;

    /// <summary>What the caller wants of the query.</summary>
    public RemoteQuery Query { get; } = query;

    /// <summary>Takes what a person should know, as far as it has not been taken.</summary>
    public string? TakeWarning()
    {
        if (_warnings.Count == 0)
        {
            return null;
        }

        var text = string.Join(" ", _warnings);
        _warnings.Clear();
        return text;
    }

    public void Warn(string text) => _warnings.Add(text);

    /// <summary>One C-FIND. Stopping early sends C-CANCEL; a peer that does not stop within <see cref="StopLimit.Default"/> is aborted.</summary>
    /// <exception cref="ControlException">The peer refused the query, or a key has a value that it cannot have.</exception>
    /// <exception cref="DicomNetworkException">The conversation broke.</exception>
    public async IAsyncEnumerable<DicomDataset> FindAsync(Identifier keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var matches = 0;
        CFindResponse? refusal = null;
        foreach (var set in CharacterSets(keys))
        {
            var isRefused = false;
            await foreach (var response in RespondAsync(keys.Build(set), cancellationToken))
            {
                if (response.Status.IsPending)
                {
                    NoteUnmatched(response.Status, keys);
                    if (response.Identifier is { } answer)
                    {
                        matches++;
                        yield return answer;
                    }
                }
                else if (response.Status.IsFailure)
                {
                    isRefused = matches == 0 && set is not null && CanBeRefusedForCharacterSet(response.Status);
                    refusal = response;
                    if (!isRefused)
                    {
                        throw QueryStatus.Failure(Remote, response);
                    }
                }
                else if (response.Status.IsWarning)
                {
                    Warn($"{Remote.Name} ended the query with status {response.Status}{QueryStatus.Comment(response)}.");
                }
                else if (response.Status.IsCancel)
                {
                    Warn($"{Remote.Name} ended the query by itself ({response.Status}); there may be more.");
                }
            }

            _takesUtf8 &= !(isRefused && set!.Equals(DicomCharacterSet.Utf8));
            if (matches > 0)
            {
                yield break;
            }

            refusal = isRefused ? refusal : null;
        }

        if (refusal is not null)
        {
            throw QueryStatus.Failure(Remote, refusal);
        }
    }

    /// <summary>Releases the association; a peer that does not answer that either is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var limit = new CancellationTokenSource(StopLimit.Default, time))
        {
            try
            {
                await association.Association.ReleaseAsync(limit.Token);
            }
            catch (Exception e) when (e is DicomNetworkException or OperationCanceledException)
            {
                // Every answer that was wanted has come; how the peer hangs up changes nothing.
            }
        }

        await association.DisposeAsync();
    }

    /// <summary>
    /// The sets to ask in, the next one when nothing was found. A peer may hold its names in the set of its country and compare bytes, or know
    /// Unicode only; and some old ones refuse a request that names UTF-8, though its text is ASCII.
    /// </summary>
    private IEnumerable<DicomCharacterSet?> CharacterSets(Identifier keys)
    {
        if (Query.CharacterSet is { Length: > 0 } wanted)
        {
            return [QueryCharacterSet.Parse(wanted)];
        }

        var chosen = keys.ChooseCharacterSet();
        return !keys.IsAscii ? new[] { chosen, DicomCharacterSet.Utf8 }.Distinct()
            : _takesUtf8 ? WithAndWithout(chosen)
            : [null];
    }

    /// <summary>The second is asked only where the first was refused: to a peer that found nothing it is the same question again.</summary>
    private IEnumerable<DicomCharacterSet?> WithAndWithout(DicomCharacterSet set)
    {
        yield return set;
        if (!_takesUtf8)
        {
            yield return null;
        }
    }

    private static bool CanBeRefusedForCharacterSet(DimseStatus status) => status.Code is >= 0xA900 and <= 0xA9FF or >= 0xC000 and <= 0xCFFF or 0x0106 or 0x0110;

    private void NoteUnmatched(DimseStatus status, Identifier keys)
    {
        if (status != DimseStatus.PendingWithWarning || _notedUnmatched)
        {
            return;
        }

        _notedUnmatched = true;
        var optional = keys.Matched.Where(static tag => !s_requiredKeys.Contains(tag)).ToList();
        if (optional.Count > 0)
        {
            Warn($"{Remote.Name} says that it does not match every key ({string.Join(", ", optional.Select(static tag => tag.Keyword is { Length: > 0 } word ? word : tag.ToString()))}); there may be results that were not asked for.");
        }
    }

    private async IAsyncEnumerable<CFindResponse> RespondAsync(DicomDataset identifier, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var limit = new StopLimit(association.Association, time, cancellationToken);
        var responses = association.Association
            .CFindAsync(new CFindRequest { AffectedSopClassUid = sopClass }, identifier, cancellationToken)
            .GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (await MoveNextAsync(responses, cancellationToken))
            {
                yield return responses.Current;
            }
        }
        finally
        {
            limit.Start();
            try
            {
                await responses.DisposeAsync();
            }
            catch (DicomNetworkException)
            {
                // It did not answer C-CANCEL in time and was aborted.
            }
        }
    }

    /// <summary>Who gave up is told so, and not that the association had to be aborted for it.</summary>
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<CFindResponse> responses, CancellationToken cancellationToken)
    {
        try
        {
            return await responses.MoveNextAsync();
        }
        catch (DicomNetworkException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The query was cancelled.", e, cancellationToken);
        }
    }
}
