using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Counts the sub-operations of a retrieval over all its operations, and keeps how they ended.</summary>
internal sealed class RetrieveTally
{
    private readonly List<string> _failed = [];
    private (int Completed, int Failed, int Warnings) _before;
    private (int Completed, int Failed, int Warnings) _now;

    public int Completed => _before.Completed + _now.Completed;

    public int Failed => _before.Failed + _now.Failed;

    public int Warnings => _before.Warnings + _now.Warnings;

    public int? Remaining { get; private set; }

    /// <summary>SOP instances that did not come, as far as the peer named them.</summary>
    public IReadOnlyList<string> FailedUids => _failed;

    /// <summary>The worst last response; null before the first.</summary>
    public DimseResponse? Last { get; private set; }

    public void Note(CGetResponse response) =>
        Note(response, response.Remaining, response.Completed, response.Failed, response.Warning, response.Identifier);

    public void Note(CMoveResponse response) =>
        Note(response, response.Remaining, response.Completed, response.Failed, response.Warning, response.Identifier);

    /// <summary>Takes back what has failed, to be asked for again.</summary>
    public IReadOnlyList<string> TakeFailed()
    {
        string[] failed = [.. _failed];
        _failed.Clear();
        _before.Failed -= Math.Min(failed.Length, _before.Failed);
        Last = null;
        return failed;
    }

    /// <summary>What has failed, told by what has not come: peers need not name it, and one that refuses as a whole counts nothing.</summary>
    public void NameFailed(IEnumerable<string> missing)
    {
        _failed.Clear();
        _failed.AddRange(missing);
        _before = (Completed, _failed.Count, Warnings);
        _now = default;
    }

    /// <summary>Instances that have come and been answered, and could not be kept.</summary>
    public void Lose(IReadOnlyCollection<string> uids)
    {
        _before.Completed -= Math.Min(uids.Count, _before.Completed);
        _before.Failed += uids.Count;
        _failed.AddRange(uids);
    }

    /// <summary>The progress so far.</summary>
    public RetrieveEvent ToEvent() => new() { Remaining = Remaining, Completed = Completed, Failed = Failed, Warnings = Warnings };

    private void Note(DimseResponse response, ushort? remaining, ushort? completed, ushort? failed, ushort? warning, DicomDataset? identifier)
    {
        // Counters are optional; what is left out stays as it was.
        _now = (completed ?? _now.Completed, failed ?? _now.Failed, warning ?? _now.Warnings);
        Remaining = remaining ?? (response.Status.IsPending ? Remaining : null);
        if (response.Status.IsPending)
        {
            return;
        }

        _failed.AddRange((identifier?.GetStrings(DicomTag.FailedSOPInstanceUIDList) ?? []).Where(static uid => uid.Length > 0));
        _before = (Completed, Failed, Warnings);
        _now = default;
        if (Last is null || Rank(response.Status) > Rank(Last.Status))
        {
            Last = response;
        }
    }

    private static int Rank(DimseStatus status) => status.IsSuccess ? 0 : status.IsWarning ? 1 : status.IsCancel ? 2 : 3;
}
