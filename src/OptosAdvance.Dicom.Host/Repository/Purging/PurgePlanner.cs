using System.Globalization;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Decides what a purge does. Pure: the same situation and studies give the same plan.</summary>
internal static class PurgePlanner
{
    /// <summary>The next batch: the oldest studies that may go, no more than free space needs to get to the high mark.</summary>
    /// <param name="situation">Everything besides the studies.</param>
    /// <param name="oldestFirst">Studies by last access, then by reception; read only as far as needed.</param>
    public static PurgePlan Plan(PurgeSituation situation, IEnumerable<PurgeCandidate> oldestFirst)
    {
        if (Obstacle(situation) is { } obstacle)
        {
            return new PurgePlan(obstacle.State, obstacle.Explanation, []);
        }

        var going = new List<PurgeCandidate>();
        var course = new Course(situation);
        foreach (var study in oldestFirst)
        {
            if (ReasonToStay(study, situation) is not null)
            {
                continue;
            }

            if (!course.TryTake(study, out _))
            {
                break;
            }

            going.Add(study);
            if (going.Count == situation.Settings.PurgeBatchSize || course.IsOver)
            {
                break;
            }
        }

        return going.Count > 0
            ? new PurgePlan(PurgeState.Due, Due(situation, going), going)
            : new PurgePlan(PurgeState.NothingEligible, NothingEligible(situation), []);
    }

    /// <summary>What would become of each study if the purge went on to its end; in the order given.</summary>
    /// <param name="situation">Everything besides the studies.</param>
    /// <param name="oldestFirst">Studies by last access, then by reception.</param>
    public static IEnumerable<PurgeVerdict> Judge(PurgeSituation situation, IEnumerable<PurgeCandidate> oldestFirst)
    {
        var obstacle = Obstacle(situation);
        var course = new Course(situation);
        foreach (var study in oldestFirst)
        {
            if (ReasonToStay(study, situation) is { } reason)
            {
                yield return new PurgeVerdict(study, false, reason);
            }
            else if (obstacle is var (_, explanation))
            {
                yield return new PurgeVerdict(study, false, explanation);
            }
            else
            {
                yield return course.TryTake(study, out var otherwise)
                    ? new PurgeVerdict(study, true, $"Last used {Text(study.AccessedAt)}.")
                    : new PurgeVerdict(study, false, otherwise);
            }
        }
    }

    /// <summary>Why a study must not be purged, whatever the space; null when it may.</summary>
    public static string? ReasonToStay(PurgeCandidate study, PurgeSituation situation) =>
        study.IsProtected ? "It is protected by hand."
        : study.HeldBecause is { } held ? Sentence(held)
        : situation.WantsCommitted && (study.Committed < study.Instances || study.Instances == 0)
            ? $"{study.Instances - study.Committed} of its {study.Instances} instances are not committed (PurgePolicy {situation.Settings.PurgePolicy})."
        : study.SetAsideBecause is { } problem && study.SetAsideUntil > situation.Now
            ? $"It could not be deleted and is tried again at {Text(study.SetAsideUntil)}: {problem}"
        : null;

    /// <summary>Why nothing is purged at all; null when something may be.</summary>
    public static (PurgeState State, string Explanation)? Obstacle(PurgeSituation situation)
    {
        var (settings, marks) = (situation.Settings, situation.Marks);
        if (situation.FreeBytes >= marks.High)
        {
            return (PurgeState.Idle, $"Free space ({ByteText.Of(situation.FreeBytes)}) is not below the high watermark of {settings.HighWatermark} ({ByteText.Of(marks.High)}).");
        }

        if (!situation.IsForced && !situation.IsUnderWay && situation.FreeBytes >= marks.Low)
        {
            return (PurgeState.Idle, $"Free space ({ByteText.Of(situation.FreeBytes)}) is not below the low watermark of {settings.LowWatermark} ({ByteText.Of(marks.Low)}).");
        }

        if (situation.Studies <= settings.ProtectedStudies)
        {
            return (PurgeState.StudiesProtected, $"{situation.Studies} studies are left, and ProtectedStudies keeps {settings.ProtectedStudies}.");
        }

        if (!IsIdleEnough(situation))
        {
            return (
                PurgeState.WaitingForCpu,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The processors were {situation.CpuIdlePercent:0}% idle; purging waits until it is {settings.CpuIdleWatermark}, or until free space falls below the critical watermark."));
        }

        return null;
    }

    private static bool IsIdleEnough(PurgeSituation situation) =>
        situation.IsForced
        || situation.IsSuspendedForSpace
        || situation.FreeBytes < situation.Marks.Critical
        || situation.CpuIdlePercent is not { } idle
        || idle >= (double)situation.Settings.CpuIdleWatermark.Value;

    private static string Due(PurgeSituation situation, List<PurgeCandidate> going) => string.Create(
        CultureInfo.InvariantCulture,
        $"The next batch is {going.Count} {(going.Count == 1 ? "study" : "studies")} of {ByteText.Of(going.Sum(static study => study.Size))}, last used {Text(going[0].AccessedAt)} and later, until {ByteText.Of(situation.Marks.High)} are free.");

    private static string NothingEligible(PurgeSituation situation) =>
        $"Free space is below the watermark, and none of the {situation.Studies} studies may go: they are protected, in use{(situation.WantsCommitted ? ", not committed" : "")} or could not be deleted. Invoke-OptosPurge -WhatIf tells why for each.";

    private static string Sentence(string text) =>
        text.Length == 0 ? "It is needed." : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";

    private static string Text(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How far studies that go bring free space and the number of studies.</summary>
    private struct Course(PurgeSituation situation)
    {
        private long _free = situation.FreeBytes;
        private long _left = situation.Studies;

        public readonly bool IsOver => _free >= situation.Marks.High || _left <= situation.Settings.ProtectedStudies;

        public bool TryTake(PurgeCandidate study, out string otherwise)
        {
            otherwise = _free >= situation.Marks.High
                ? "The high watermark would be reached before."
                : _left <= situation.Settings.ProtectedStudies ? $"ProtectedStudies keeps {situation.Settings.ProtectedStudies}." : "";
            if (otherwise.Length > 0)
            {
                return false;
            }

            _free += study.Size;
            _left--;
            return true;
        }
    }
}
