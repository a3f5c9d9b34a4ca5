using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpaceBudgetTests
{
    private static readonly SpaceMarks s_marks = new(Critical: 100, Low: 200, High: 300);

    [Fact]
    public void Gives_what_is_free_above_the_critical_mark_and_no_more()
    {
        var budget = new SpaceBudget();
        budget.Renew(() => (250, s_marks));
        Assert.True(budget.TryTake(100));
        Assert.True(budget.TryTake(50));
        Assert.False(budget.TryTake(1));
        budget.Return(20);
        Assert.True(budget.TryTake(20));
        Assert.False(budget.TryTake(1));
    }

    [Fact]
    public void Counts_what_is_reserved_and_not_written_at_the_next_measurement()
    {
        var budget = new SpaceBudget();
        budget.Renew(() => (1000, s_marks));
        Assert.True(budget.TryTake(600));
        budget.Written(200);
        Assert.Equal(400, budget.Reserved);

        // 200 are on the volume, 400 are still to come.
        budget.Renew(() => (800, s_marks));
        Assert.True(budget.TryTake(300));
        Assert.False(budget.TryTake(1));
    }

    [Fact]
    public void Says_once_that_free_space_is_probably_low()
    {
        var budget = new SpaceBudget();
        var said = 0;
        budget.LowReached = () => said++;
        budget.Renew(() => (450, s_marks));
        Assert.True(budget.TryTake(250));
        Assert.Equal(0, said);
        Assert.True(budget.TryTake(1));
        Assert.True(budget.TryTake(1));
        Assert.Equal(1, said);
        budget.Written(252);
        budget.Renew(() => (150, s_marks));
        Assert.True(budget.TryTake(1));
        Assert.Equal(1, said);
    }

    [Fact]
    public void Many_senders_together_never_get_below_the_mark() =>
        Gen.Select(Gen.Long[0, 5000], Gen.Int[2, 8], Gen.Int[1, 200], Gen.Bool).Sample(
            (free, senders, share, measures) =>
            {
                var volume = free;
                var lowest = free;
                var budget = new SpaceBudget();
                budget.Renew(() => (Volatile.Read(ref volume), s_marks));
                Parallel.For(0, senders, _ =>
                {
                    for (var i = 0; i < 50; i++)
                    {
                        if (budget.TryTake(share))
                        {
                            var now = Interlocked.Add(ref volume, -share);
                            InterlockedMin(ref lowest, now);
                            budget.Written(share);
                        }

                        if (measures)
                        {
                            budget.Renew(() => (Volatile.Read(ref volume), s_marks));
                        }
                    }
                });
                return lowest >= Math.Min(free, s_marks.Critical) && budget.Reserved == 0;
            },
            iter: 300,
            threads: 1);

    private static void InterlockedMin(ref long target, long value)
    {
        long seen;
        while (value < (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
