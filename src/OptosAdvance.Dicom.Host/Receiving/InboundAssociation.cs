using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>What happened on one inbound association, for the activity log. Thread-safe.</summary>
internal sealed class InboundAssociation
{
    /// <summary>Studies and failures that get a row of their own; the rest is told as a number.</summary>
    private const int MaximumRows = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, StudyTotal> _studies = [];
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, int> _served = [];
    private int _failed;
    private int _instances;
    private long _bytes;

    /// <summary>Instances that were stored, and their bytes.</summary>
    public (int Instances, long Bytes) Stored
    {
        get
        {
            lock (_gate)
            {
                return (_instances, _bytes);
            }
        }
    }

    /// <summary>Instances that were refused.</summary>
    public int Failed
    {
        get
        {
            lock (_gate)
            {
                return _failed;
            }
        }
    }

    public void CountEcho() => CountServed("C-ECHO");

    /// <summary>Counts an operation that has no row of its own in the name of the association.</summary>
    /// <param name="what">One of it, as a person reads it: <c>C-ECHO</c>.</param>
    public void CountServed(string what)
    {
        lock (_gate)
        {
            _served[what] = _served.GetValueOrDefault(what) + 1;
        }
    }

    public void CountStored(IndexEntry entry, CommitOutcome outcome)
    {
        lock (_gate)
        {
            _instances++;
            _bytes += entry.File.Length;
            var uid = entry.Content.Study.StudyInstanceUid;
            if (!_studies.TryGetValue(uid, out var total))
            {
                if (_studies.Count >= MaximumRows)
                {
                    return;
                }

                _studies.Add(uid, total = new StudyTotal());
            }

            total.Instances++;
            total.Bytes += entry.File.Length;
            total.Unchanged += outcome == CommitOutcome.Unchanged ? 1 : 0;
            total.Replaced += outcome == CommitOutcome.Replaced ? 1 : 0;
        }
    }

    public void CountFailure(string sopInstanceUid, DimseStatus status, string? comment)
    {
        lock (_gate)
        {
            _failed++;
            if (_failures.Count < MaximumRows)
            {
                _failures.Add($"Instance {sopInstanceUid} was not stored: {status.Code:X4}H {comment ?? status.Text}.");
            }
        }
    }

    /// <summary>The rows of the activity log: one for each study and each failure, or one for an association without either.</summary>
    public List<ActivityRecord> Describe(AssociationSummary summary)
    {
        var wentWell = summary.Ending == AssociationEnding.Released;
        var row = new ActivityRecord
        {
            Peer = summary.Request?.CallingAETitle,
            Address = summary.RemoteEndPoint?.Address.ToString(),
            DurationMilliseconds = summary.Duration.TotalMilliseconds,
        };
        lock (_gate)
        {
            if (_studies.Count == 0 && _failures.Count == 0)
            {
                return [DescribeIdle(row, summary, wentWell)];
            }

            var rows = new List<ActivityRecord>();
            rows.AddRange(_studies.Select(study => study.Value.Describe(row, study.Key, wentWell ? null : summary.Text)));
            rows.AddRange(_failures.Select(failure => row with
            {
                Kind = ActivityKind.Receive,
                Outcome = ActivityOutcome.Failure,
                Message = failure,
            }));
            var told = _studies.Values.Sum(static total => total.Instances);
            if (_instances > told || _failed > _failures.Count)
            {
                rows.Add(row with
                {
                    Kind = ActivityKind.Receive,
                    Outcome = _failed > _failures.Count ? ActivityOutcome.Failure : ActivityOutcome.Success,
                    Instances = _instances - told,
                    Message = $"And {Count(_instances - told, "more instance")} received, {_failed - _failures.Count} more failed.",
                });
            }

            return rows;
        }
    }

    private ActivityRecord DescribeIdle(ActivityRecord row, AssociationSummary summary, bool wentWell) => row with
    {
        Kind = ActivityKind.Association,
        Outcome = wentWell ? ActivityOutcome.Success : ActivityOutcome.Warning,
        Bytes = summary.BytesReceived,
        Message = !wentWell ? summary.Text
            : _served.Count > 0 ? $"Answered {string.Join(", ", _served.Select(static served => Count(served.Value, served.Key)))}."
            : "Nothing was asked for.",
    };

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private sealed class StudyTotal
    {
        public int Instances { get; set; }

        public long Bytes { get; set; }

        public int Unchanged { get; set; }

        public int Replaced { get; set; }

        public ActivityRecord Describe(ActivityRecord row, string studyInstanceUid, string? problem) => row with
        {
            Kind = ActivityKind.Receive,
            Outcome = problem is null ? ActivityOutcome.Success : ActivityOutcome.Warning,
            StudyInstanceUid = studyInstanceUid,
            Instances = Instances,
            Bytes = Bytes,
            Message = $"Received {Count(Instances, "instance")}{Details}{(problem is null ? "." : $"; {problem}")}",
        };

        private string Details => (Unchanged, Replaced) switch
        {
            (0, 0) => "",
            (_, 0) => $", {Unchanged} of them known already",
            (0, _) => $", {Replaced} of them in place of an earlier version",
            _ => $", {Unchanged} of them known already, {Replaced} in place of an earlier version",
        };
    }
}
