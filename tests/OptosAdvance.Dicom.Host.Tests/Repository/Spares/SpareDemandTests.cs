using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpareDemandTests
{
    private const long Ample = 1L << 40;

    [Fact]
    public void Wants_some_times_the_largest_burst_of_each_size()
    {
        var demand = new SpareDemand();
        demand.Learn(new Dictionary<long, int> { [1000] = 5, [2000] = 1 });
        demand.Learn(new Dictionary<long, int> { [1000] = 3, [2000] = 2 });
        demand.Learn(new Dictionary<long, int>());

        Assert.Equal(new Dictionary<long, int> { [1000] = 20, [2000] = 8 }, demand.Wanted(Ample));
    }

    [Fact]
    public void Never_wants_more_than_it_may_have() =>
        Gen.Select(Gen.Long[0, 1L << 32], Gen.Select(Gen.Long[1 << 18, 1 << 23], Gen.Int[1, 5000]).Array[0, 10]).Sample(static (limit, bursts) =>
        {
            var demand = new SpareDemand();
            foreach (var (length, count) in bursts)
            {
                demand.Learn(new Dictionary<long, int> { [length] = count });
            }

            var wanted = demand.Wanted(limit);
            Assert.True(wanted.Sum(static each => each.Key * each.Value) <= limit);
            Assert.All(wanted, static each => Assert.True(each.Value >= 0));
        });
}
