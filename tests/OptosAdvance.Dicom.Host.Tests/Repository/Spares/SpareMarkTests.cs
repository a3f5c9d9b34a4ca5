using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpareMarkTests : IDisposable
{
    private const int Length = 3 * SpareMark.Reserved;

    private static readonly StoredFile s_stored = new(5000, 300, 0x1234_5678_9ABC_DEF0);
    private static readonly DateTimeOffset s_received = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Is_read_as_it_was_written()
    {
        using var file = Make();
        Assert.Null(SpareMark.Read(file));
        SpareMark.Write(file, Length, s_stored, s_received);
        Assert.Equal((s_stored, s_received), SpareMark.Read(file));
        Assert.Equal(Length, RandomAccess.GetLength(file));
    }

    [Fact]
    public void One_that_is_damaged_is_none() =>
        Gen.Select(Gen.Int[0, 44], Gen.Byte[1, 255]).Sample(
            (at, change) =>
            {
                using var file = Make();
                SpareMark.Write(file, Length, s_stored, s_received);
                var position = Length - SpareMark.Reserved + at;
                Span<byte> one = [0];
                Assert.Equal(1, RandomAccess.Read(file, one, position));
                one[0] ^= change;
                RandomAccess.Write(file, one, position);
                Assert.Null(SpareMark.Read(file));
            },
            threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(SpareMark.Reserved - 1)]
    public void A_file_too_short_for_one_has_none(int length)
    {
        using var file = Make();
        SpareMark.Write(file, Length, s_stored, s_received);
        RandomAccess.SetLength(file, length);
        Assert.Null(SpareMark.Read(file));
    }

    public void Dispose() => _folder.Dispose();

    private Microsoft.Win32.SafeHandles.SafeFileHandle Make()
    {
        var file = File.OpenHandle(_folder.Combine("spare"), FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.SetLength(file, Length);
        return file;
    }
}
