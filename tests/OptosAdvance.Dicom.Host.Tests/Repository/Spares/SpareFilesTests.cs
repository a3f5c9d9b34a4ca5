using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpareFilesTests : IDisposable
{
    private const long Step = 32 << 10;

    private readonly TemporaryFolder _folder = new();
    private readonly SpareFiles _spares;

    public SpareFilesTests() => _spares = new SpareFiles(_folder.Path);

    [Fact]
    public void Gives_the_smallest_that_has_room_and_is_not_far_too_large() =>
        Gen.Select(Gen.Long[300_000, SpareSize.LargestInstance], Gen.Long[300_000, 2 * SpareSize.LargestInstance].Array[0, 12]).Sample((wanted, instances) =>
        {
            var spares = new SpareFiles(_folder.Path);
            var lengths = instances.Select(SpareSize.For).ToList();
            for (var i = 0; i < lengths.Count; i++)
            {
                spares.Add(new SpareFile($"{i}.spare", lengths[i]));
            }

            var suitable = lengths.Where(length => SpareSize.RoomOf(length) >= wanted && length <= 2 * SpareSize.For(wanted)).Order().ToList();
            Assert.Equal(suitable.Count > 0, spares.TryTake(wanted, out var spare));
            Assert.Equal(suitable.FirstOrDefault(), spare.Length);
            Assert.Equal(lengths.Sum() - spare.Length, spares.Bytes);
            if (suitable.Count > 0)
            {
                Assert.Equal(lengths.Count(length => length == spare.Length) - 1, spares.CountOf(spare.Length));
            }
        });

    [Fact]
    public void A_length_has_room_for_its_instance_and_little_more() =>
        Gen.Long[1, SpareSize.LargestInstance].Sample(static instance =>
        {
            var length = SpareSize.For(instance);
            Assert.InRange(SpareSize.RoomOf(length), instance, instance + (128 << 10));
            Assert.Equal(0, length % 4096);
        });

    [Fact]
    public void Gives_each_only_once()
    {
        foreach (var name in (string[])["1.spare", "2.spare"])
        {
            _spares.Add(new SpareFile(name, 20 * Step));
        }

        Assert.True(_spares.TryTake(18 * Step, out var one));
        Assert.True(_spares.TryTake(18 * Step, out var other));
        Assert.False(_spares.TryTake(18 * Step, out _));
        Assert.Equal(["1.spare", "2.spare"], new[] { one.Name, other.Name }.Order());
    }

    [Fact]
    public void Counts_what_came_by_the_length_that_suits_it_and_tells_that_it_did()
    {
        var told = 0;
        _spares.Used = () => told++;
        foreach (var length in (long[])[500_000, 500_100, 1_800_000, SpareSize.LargestInstance + 1])
        {
            _spares.Note(length);
        }

        Assert.Equal(3, told);
        Assert.Equal(new Dictionary<long, int> { [SpareSize.For(500_000)] = 2, [SpareSize.For(1_800_000)] = 1 }, _spares.TakeCame());
        Assert.Empty(_spares.TakeCame());
    }

    [Fact]
    public void Deletes_what_is_more_than_wanted()
    {
        foreach (var (name, length) in (ReadOnlySpan<(string, long)>)[("1.spare", Step), ("2.spare", Step), ("3.spare", 2 * Step)])
        {
            File.WriteAllBytes(_folder.Combine(name), []);
            _spares.Add(new SpareFile(name, length));
        }

        Assert.Equal(3 * Step, _spares.DeleteAllBut(new Dictionary<long, int> { [Step] = 1 }));
        Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Equal((1, 0, Step), (_spares.CountOf(Step), _spares.CountOf(2 * Step), _spares.Bytes));
        Assert.Equal(Step, _spares.GiveUp());
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Equal(0, _spares.GiveUp());
    }

    public void Dispose() => _folder.Dispose();
}
