using System.Buffers;
using CsCheck;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>An instance on its way in, with a spare file in the stock that fits, is too large, or is outgrown.</summary>
public sealed class SpareIncomingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StorageVolume _volume;

    public SpareIncomingFileTests() => _volume = StorageVolume.OpenOrCreate(_folder.Combine("repository"));

    [Fact]
    public void Holds_what_came_whatever_the_pieces_and_whatever_file_was_there()
    {
        Assert.SkipUnless(_volume.CanHaveSpares, "The file system keeps no marks.");
        var (kept, outgrown) = (0, 0);
        Gen.Select(
            Gen.Byte.Array[128, 900],
            Gen.Select(Gen.Int[_volume.HeldLimit - 5000, 3_000_000], Gen.Int[5000, 300_000], Gen.OneOf(Gen.Const(0), Gen.Int[0, 3_000_000])),
            Gen.Long[_volume.HeldLimit, 4_000_000],
            Gen.Bool).Sample(
            (header, body, spareFor, isDurable) =>
            {
                var (length, piece, expected) = body;
                _volume.Spares.GiveUp();
                SpareFileMaker.Make(_volume, SpareSize.For(spareFor), 1);
                using var file = _volume.CreateIncoming(startsEarly: true);
                var whole = file.Receive(header, length, piece, expected);
                var wasTaken = _volume.Spares.CountOf(SpareSize.For(spareFor)) == 0;
                Assert.Equal(wasTaken && file.Length <= SpareSize.RoomOf(SpareSize.For(spareFor)), file.IsSpare);
                kept += file.IsSpare ? 1 : 0;
                outgrown += wasTaken && !file.IsSpare ? 1 : 0;
                if (isDurable)
                {
                    var came = DateTimeOffset.UnixEpoch.AddTicks(length);
                    file.MakeDurable(came);
                    Assert.Equal(!file.IsHeld, file.IsDurable);
                    Assert.Equal(file.IsDurable ? (file.Stored, came) : null, file.IsSpare ? ReadMark(file.Path) : ArrivalMark.Read(file.Path));
                }

                Assert.Equal(file.IsHeld ? 0 : file.Length, file.WrittenLength);
                var place = _folder.Combine("place");
                File.Delete(place);
                file.Place(place);
                Assert.Equal(whole, File.ReadAllBytes(place));
            },
            iter: 150,
            threads: 1);
        Assert.True(kept > 0 && outgrown > 0, $"{kept} came into a spare file, {outgrown} outgrew one.");
        _volume.Spares.GiveUp();
        Assert.Empty(_volume.ListWaiting());
        Assert.Equal(0, _volume.IncomingBytes);
    }

    [Fact]
    public void A_mark_stands_beside_an_instance_that_fills_all_the_room_before_it()
    {
        Assert.SkipUnless(_volume.CanHaveSpares, "The file system keeps no marks.");
        var length = SpareSize.For(700_000);
        var came = DateTimeOffset.UnixEpoch.AddTicks(1);
        Gen.Select(Gen.Int[0, 9000], Gen.Int[1, 300_000]).Sample(
            (missing, piece) =>
            {
                _volume.Spares.GiveUp();
                SpareFileMaker.Make(_volume, length, 1);
                using var file = _volume.CreateIncoming(startsEarly: true);
                var whole = file.Receive(new byte[200], (int)SpareSize.RoomOf(length) - 200 - missing, piece, expected: 680_000);
                Assert.True(file.IsSpare);
                file.MakeDurable(came);
                Assert.Equal((file.Stored, came), ReadMark(file.Path));
                Assert.Equal(whole, File.ReadAllBytes(file.Path)[..whole.Length]);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void A_spare_file_whose_instance_did_not_come_to_its_end_is_deleted()
    {
        Assert.SkipUnless(_volume.CanHaveSpares, "The file system keeps no marks.");
        SpareFileMaker.Make(_volume, SpareSize.For(700_000), 2);
        using (var file = _volume.CreateIncoming(startsEarly: true))
        {
            file.Expect(700_000 - 20_000);
            file.Append(new ReadOnlySequence<byte>(new byte[400_000]));
            Assert.True(file.IsSpare);
        }

        Assert.Single(_volume.ListWaiting());
        Assert.Equal(1, _volume.Spares.CountOf(SpareSize.For(700_000)));
    }

    [Fact]
    public void A_spare_file_that_somebody_has_deleted_is_done_without()
    {
        SpareFileMaker.Make(_volume, SpareSize.For(700_000), 1);
        Assert.Single(_volume.ListWaiting()).Delete();
        using var file = _volume.CreateIncoming(startsEarly: true);
        file.Append(new ReadOnlySequence<byte>(new byte[680_000]));
        file.Finish();
        Assert.False(file.IsSpare);
        file.Place(_folder.Combine("place"));
        Assert.Equal(680_000, new FileInfo(_folder.Combine("place")).Length);
    }

    public void Dispose()
    {
        _volume.Dispose();
        _folder.Dispose();
    }

    private static (StoredFile File, DateTimeOffset ReceivedAt)? ReadMark(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        return SpareMark.Read(file);
    }
}
