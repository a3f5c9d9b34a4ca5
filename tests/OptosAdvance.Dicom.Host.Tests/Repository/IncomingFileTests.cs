using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class IncomingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StorageVolume _volume;

    public IncomingFileTests() => _volume = StorageVolume.OpenOrCreate(_folder.Combine("repository"));

    [Fact]
    public void Holds_what_came_whatever_the_pieces_and_however_it_is_written()
    {
        // Lengths about the borders: what is held, a block, what the device is given early.
        var lengths = Gen.OneOf(
            Gen.Int[0, 20_000],
            Gen.Int[_volume.HeldLimit - 5000, _volume.HeldLimit + 5000],
            Gen.Int[0, 2_000_000],
            Gen.Int[IncomingFile.EarlyFrom - 5000, IncomingFile.EarlyFrom + 700_000],
            Gen.Int[1, 400].Select(static blocks => blocks * IncomingFile.Block));
        Gen.Select(Gen.Byte.Array[128, 900], Gen.Select(lengths, Gen.Int[1, 300_000], Gen.OneOf(Gen.Const(0), Gen.Int[0, 8_000_000])), Gen.Bool, Gen.Bool).Sample(
            (header, body, startsEarly, isDurable) =>
            {
                var (length, piece, expected) = body;
                using var file = _volume.CreateIncoming(startsEarly);
                var whole = file.Receive(header, length, piece, expected);
                if (isDurable)
                {
                    file.MakeDurable(DateTimeOffset.UnixEpoch.AddTicks(length));
                    Assert.Equal(_volume.KeepsMarks && !file.IsHeld, file.IsDurable);
                    Assert.Equal(file.IsDurable ? (file.Stored, DateTimeOffset.UnixEpoch.AddTicks(length)) : null, ArrivalMark.Read(file.Path));
                }

                Assert.Equal(file.IsHeld ? 0 : file.Length, file.WrittenLength);
                var place = _folder.Combine("place");
                File.Delete(place);
                file.Place(place);
                Assert.Equal(whole, File.ReadAllBytes(place));
            },
            iter: 300,
            threads: 1);
        Assert.Empty(Directory.GetFileSystemEntries(_volume.IncomingFolder));
        Assert.Equal(0, _volume.IncomingBytes);
    }

    [Fact]
    public void What_is_held_does_not_take_the_place_of_anything()
    {
        var place = _folder.Combine("place");
        File.WriteAllText(place, "somebody's");
        using var file = _volume.CreateIncoming(startsEarly: true);
        var whole = file.Receive([1, 2, 3, 4], length: 500, piece: 100, expected: 0);
        Assert.False(file.TryPlaceAt(place));
        Assert.Equal("somebody's", File.ReadAllText(place));

        Assert.Throws<DirectoryNotFoundException>(() => file.TryPlaceAt(_folder.Combine("no", "place")));
        File.Delete(place);
        Assert.True(file.TryPlaceAt(place));
        Assert.Equal(whole, File.ReadAllBytes(place));
    }

    public void Dispose()
    {
        _volume.Dispose();
        _folder.Dispose();
    }
}
