using CsCheck;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class PurgePlannerTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<PurgeCandidate> s_study =
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Long[0, 300], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[-2, 2]).Select(
            (accessed, received, size, instances, committed, protection, held, aside) => new PurgeCandidate
            {
                StudyInstanceUid = "",
                AccessedAt = s_now.AddDays(-accessed),
                ReceivedAt = s_now.AddDays(-received),
                Size = size,
                Instances = Math.Max(instances, committed),
                Committed = committed,
                IsProtected = protection == 0,
                HeldBecause = held == 0 ? "waits to be sent to PACS1" : null,
                SetAsideBecause = aside == 0 ? null : "The file is open.",
                SetAsideUntil = s_now.AddHours(aside),
            });

    /// <summary>Any state of the appliance: space, marks, policy, processors, and up to 40 studies in the order of the index.</summary>
    private static readonly Gen<(PurgeSituation Situation, List<PurgeCandidate> Studies)> s_states = Gen.Select(
        s_study.List[0, 40],
        Gen.Select(Gen.Long[0, 2000], Gen.Long[0, 500], Gen.Long[1, 500], Gen.Long[1, 500]),
        Gen.Select(Gen.Int[0, 45], Gen.Int[1, 12], Gen.Enum<PurgePolicy>(), Gen.Int[0, 100]),
        Gen.Select(Gen.Double[0, 100], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool)).Select(
        (studies, space, settings, flags) => (
            new PurgeSituation
            {
                Settings = new RepositorySettings
                {
                    ProtectedStudies = settings.Item1,
                    PurgeBatchSize = settings.Item2,
                    PurgePolicy = settings.Item3,
                    CpuIdleWatermark = Percentage.FromNumber(Math.Max(1, settings.Item4)),
                },
                FreeBytes = space.Item1,
                Marks = new SpaceMarks(space.Item2, space.Item2 + space.Item3, space.Item2 + space.Item3 + space.Item4),
                Studies = studies.Count,
                CpuIdlePercent = flags.Item2 ? flags.Item1 : null,
                IsSuspendedForSpace = flags.Item3,
                IsForced = flags.Item4,
                IsUnderWay = flags.Item5,
                HasCommitmentServer = flags.Item6,
                Now = s_now,
            },
            studies
                .OrderBy(static study => study.AccessedAt).ThenBy(static study => study.ReceivedAt)
                .Select(static (study, i) => study with { Id = i, StudyInstanceUid = "1.2." + i.ToString(System.Globalization.CultureInfo.InvariantCulture) })
                .ToList()));

    [Fact]
    public void No_plan_holds_a_study_that_must_stay() => s_states.Sample(
        state => PurgePlanner.Plan(state.Situation, state.Studies).Studies.All(study => MayGo(study, state.Situation)), iter: 20_000);

    [Fact]
    public void Every_plan_takes_the_oldest_that_may_go_and_none_between_is_passed_over() => s_states.Sample(
        state =>
        {
            var plan = PurgePlanner.Plan(state.Situation, state.Studies);
            var eligible = state.Studies.Where(study => MayGo(study, state.Situation)).Take(plan.Studies.Count);
            return eligible.SequenceEqual(plan.Studies);
        },
        iter: 20_000);

    [Fact]
    public void Every_plan_stops_at_the_high_mark_at_the_batch_size_and_at_the_protected_studies() => s_states.Sample(
        state =>
        {
            var (situation, _) = state;
            var plan = PurgePlanner.Plan(situation, state.Studies);
            var withoutLast = situation.FreeBytes + plan.Studies.SkipLast(1).Sum(static study => study.Size);
            return plan.Studies.Count == 0
                || (withoutLast < situation.Marks.High
                    && plan.Studies.Count <= situation.Settings.PurgeBatchSize
                    && situation.Studies - plan.Studies.Count >= situation.Settings.ProtectedStudies);
        },
        iter: 20_000);

    [Fact]
    public void Nothing_begins_above_the_low_mark_or_while_the_machine_is_busy_unless_that_is_waived() => s_states.Sample(
        state =>
        {
            var (situation, _) = state;
            var plan = PurgePlanner.Plan(situation, state.Studies);
            if (plan.State != PurgeState.Due)
            {
                return true;
            }

            var isBelowLow = situation.FreeBytes < situation.Marks.Low || situation.IsUnderWay || situation.IsForced;
            var isIdle = situation.CpuIdlePercent is null || situation.CpuIdlePercent >= (double)situation.Settings.CpuIdleWatermark.Value
                || situation.IsForced || situation.IsSuspendedForSpace || situation.FreeBytes < situation.Marks.Critical;
            return isBelowLow && isIdle;
        },
        iter: 20_000);

    [Fact]
    public void A_plan_without_studies_says_why_and_one_with_studies_is_due() => s_states.Sample(
        state =>
        {
            var plan = PurgePlanner.Plan(state.Situation, state.Studies);
            return plan.Explanation.Length > 0 && (plan.Studies.Count > 0) == (plan.State == PurgeState.Due);
        },
        iter: 5_000);

    [Fact]
    public void What_is_foretold_for_each_study_is_what_batch_after_batch_does() => s_states.Sample(
        state =>
        {
            var (situation, studies) = state;
            var foretold = PurgePlanner.Judge(situation, studies).Where(static verdict => verdict.Goes).Select(static verdict => verdict.Study).ToList();
            var gone = new List<PurgeCandidate>();
            while (true)
            {
                var now = situation with
                {
                    FreeBytes = situation.FreeBytes + gone.Sum(static study => study.Size),
                    Studies = studies.Count - gone.Count,
                    IsUnderWay = situation.IsUnderWay || gone.Count > 0,
                    IsSuspendedForSpace = situation.IsSuspendedForSpace || (gone.Count > 0 && situation.FreeBytes < situation.Marks.Critical),
                };
                var plan = PurgePlanner.Plan(now, studies.Except(gone));
                if (plan.Studies.Count == 0)
                {
                    return foretold.SequenceEqual(gone);
                }

                gone.AddRange(plan.Studies);
            }
        },
        iter: 5_000);

    [Fact]
    public void Every_study_that_stays_has_its_reason() => s_states.Sample(
        state => PurgePlanner.Judge(state.Situation, state.Studies).All(static verdict => verdict.Reason.EndsWith('.')), iter: 5_000);

    [Fact]
    public void An_uncommitted_study_stays_under_Auto_once_a_commitment_server_exists_whatever_the_pressure()
    {
        var study = new PurgeCandidate { StudyInstanceUid = "1.2", Instances = 3, Committed = 2, Size = 100 };
        var situation = new PurgeSituation
        {
            Settings = new RepositorySettings(),
            FreeBytes = 0,
            Marks = new SpaceMarks(50, 100, 150),
            Studies = 1,
            IsForced = true,
            HasCommitmentServer = true,
            Now = s_now,
        };
        Assert.Equal(PurgeState.NothingEligible, PurgePlanner.Plan(situation, [study]).State);
        Assert.Contains("1 of its 3 instances are not committed", Assert.Single(PurgePlanner.Judge(situation, [study])).Reason, StringComparison.Ordinal);
        Assert.Equal(PurgeState.Due, PurgePlanner.Plan(situation with { HasCommitmentServer = false }, [study]).State);
        Assert.Equal(PurgeState.Due, PurgePlanner.Plan(situation, [study with { Committed = 3 }]).State);
    }

    [Fact]
    public void A_busy_machine_is_waited_for_and_said_and_does_not_count_below_critical()
    {
        var study = new PurgeCandidate { StudyInstanceUid = "1.2", Instances = 1, Size = 100 };
        var situation = new PurgeSituation
        {
            Settings = new RepositorySettings(),
            FreeBytes = 90,
            Marks = new SpaceMarks(50, 100, 150),
            Studies = 1,
            CpuIdlePercent = 12,
            Now = s_now,
        };
        var plan = PurgePlanner.Plan(situation, [study]);
        Assert.Equal(PurgeState.WaitingForCpu, plan.State);
        Assert.Contains("12% idle", plan.Explanation, StringComparison.Ordinal);
        Assert.Equal(PurgeState.Due, PurgePlanner.Plan(situation with { FreeBytes = 49 }, [study]).State);
        Assert.Equal(PurgeState.Due, PurgePlanner.Plan(situation with { CpuIdlePercent = 30 }, [study]).State);
    }

    /// <summary>The specification once more, in other words than the planner's.</summary>
    private static bool MayGo(PurgeCandidate study, PurgeSituation situation)
    {
        var mustBeCommitted = situation.Settings.PurgePolicy == PurgePolicy.CommittedOnly
            || (situation.Settings.PurgePolicy == PurgePolicy.Auto && situation.HasCommitmentServer);
        var isCommitted = study.Instances > 0 && study.Committed == study.Instances;
        var isAside = study.SetAsideBecause is not null && study.SetAsideUntil > situation.Now;
        return !study.IsProtected && study.HeldBecause is null && !isAside && (isCommitted || !mustBeCommitted);
    }
}
